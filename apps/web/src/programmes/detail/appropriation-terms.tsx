import { FigureOrigins } from '../../papers/figure-origins';
import { words } from '../../words';
import { ELEMENT_LABEL } from '../elements';
import type { Appropriation } from './programme-facts';

const yesNo = (answer: boolean | null): string | null => (answer === null ? null : answer ? '是' : '否');

/** What stands on the paper of this appropriation, as far as it states it. */
export function AppropriationTerms({ appropriation }: { appropriation: Appropriation }) {
  const { elements, documentNumber, documentDate, formedIn, fiscalYear, batch, issuedAs, issuedOn } = appropriation;
  const { budgetSource, paymentMethod } = elements;
  const stated: readonly (readonly [string, string | null])[] = [
    ['项目编码', appropriation.programmeCode],
    ['下达方式', words.issuedAs[issuedAs]],
    ['预算年度', String(fiscalYear)],
    ['形成年度', formedIn === fiscalYear ? null : String(formedIn)],
    ['批次', `第 ${batch} 批`],
    ['下达日期', issuedOn],
    ['文号', documentNumber?.printed ?? null],
    ['发文日期', documentDate],
    ['预算单位', `${appropriation.unitCode} ${appropriation.unitName}`],
    ['资金级次', words.fundingLevel[appropriation.fundingLevel]],
    ['级次依据', appropriation.fundingLevelBasis === 'stated' ? '文件载明' : '据文件推断'],
    ['预算类型', words.budgetType[appropriation.budgetType]],
    [ELEMENT_LABEL.functionalClass, elements.functionalClass],
    [ELEMENT_LABEL.governmentEconomicClass, elements.governmentEconomicClass],
    [ELEMENT_LABEL.departmentEconomicClass, elements.departmentEconomicClass],
    [ELEMENT_LABEL.budgetSource, budgetSource && words.budgetSource[budgetSource]],
    [ELEMENT_LABEL.paymentMethod, paymentMethod && words.paymentMethod[paymentMethod]],
    [ELEMENT_LABEL.directFunds, yesNo(elements.directFunds)],
    [ELEMENT_LABEL.threeGuarantees, elements.threeGuarantees],
    [ELEMENT_LABEL.governmentProcurement, yesNo(elements.governmentProcurement)],
    [ELEMENT_LABEL.superiorDocumentNumber, elements.superiorDocumentNumber?.printed ?? null],
  ];
  return (
    <>
      <dl className="checks appropriation-terms">
        {stated.flatMap(([label, text]) =>
          text === null
            ? []
            : [
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{text}</dd>
                </div>,
              ],
        )}
      </dl>
      <FigureOrigins sources={appropriation.sources} />
    </>
  );
}
