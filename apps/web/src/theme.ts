import type { ThemeConfig } from 'antd';

export const FONTS =
  '"Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif';

/** Dense and calm: small controls, square corners, no motion. Colours are those of `elements.css`. */
export const theme: ThemeConfig = {
  token: {
    fontFamily: FONTS,
    fontSize: 14,
    colorPrimary: '#0B4AA8',
    colorLink: '#0B4AA8',
    colorError: '#A50F15',
    colorText: '#1D2939',
    colorTextPlaceholder: '#667085',
    borderRadius: 3,
    controlHeightSM: 28,
    motion: false,
  },
};
