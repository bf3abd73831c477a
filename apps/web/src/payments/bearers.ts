import { useAppropriations } from './appropriations';
import { useProgrammes } from './programmes';
import { words, wordFor } from '../words';

interface Bearer {
  readonly appropriationId: string;
  readonly programmeId?: string;
}

/** What bears money, by name: as printed on the appropriation where it is of the year in sight, else as its programme is called. */
export function useBearerNames(): (bearer: Bearer) => string {
  const appropriations = useAppropriations().data?.value ?? [];
  const programmes = useProgrammes().data?.value ?? [];
  return ({ appropriationId, programmeId }) =>
    appropriations.find((each) => each.appropriationId === appropriationId)?.programmeName ??
    programmes.find((each) => each.programmeId === programmeId)?.name ??
    words.nothing;
}

/** 资金级次 of what bears money, where it is of the year in sight. */
export function useBearerLevels(): (appropriationId: string) => string {
  const appropriations = useAppropriations().data?.value ?? [];
  return (appropriationId) => {
    const found = appropriations.find((each) => each.appropriationId === appropriationId);
    return found ? wordFor(words.fundingLevel, found.fundingLevel) : words.nothing;
  };
}
