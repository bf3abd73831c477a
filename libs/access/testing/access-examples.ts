import { parseBusinessDate } from '@bofu/kernel';
import type { AgencyFacts } from '../src/domain/agency';
import type { UnitFacts } from '../src/domain/unit';

export const day = parseBusinessDate;

/** 满城: a county until 2015, then a district; its code went from 130621 to 130607. */
export const county: AgencyFacts = {
  code: '370',
  name: '满城县人力资源和社会保障局',
  regionCode: '130621',
  regionName: '保定市满城县',
  parentAgencyId: null,
  effectiveOn: day('2010-01-01'),
};
export const district: AgencyFacts = {
  ...county,
  name: '保定市满城区人力资源和社会保障局',
  regionCode: '130607',
  regionName: '保定市满城区',
  effectiveOn: day('2015-04-28'),
};

export const bureauItself: UnitFacts = {
  code: '370001',
  name: '人力资源和社会保障局本级',
  nature: '行政',
  fundingForm: '财政拨款',
};
