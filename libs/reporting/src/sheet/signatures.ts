/** Who signs a printed report by hand, at the foot of each page. */
export const SIGNATURES = '制表：　　　　　复核：　　　　　主管：';
