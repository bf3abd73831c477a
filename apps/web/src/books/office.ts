import { createContext, useContext } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { officeOf, type Agency, type Office } from './office-query';

export const OfficeContext = createContext<Office>({ agencies: [], agency: null, people: [] });
export const useOffice = (): Office => useContext(OfficeContext);

/** @param named the agency of the address, by its code or id */
export const useOfficeOf = (named: string | null) =>
  useQuery({ ...officeOf(named), placeholderData: keepPreviousData });

/** By name; the region stands before it where it does not already. */
export const agencyText = ({ name, regionName }: Agency): string =>
  name.startsWith(regionName) ? name : `${regionName}${name}`;
