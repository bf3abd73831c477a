import { Refusal } from '@bofu/kernel';
import { soundPassword } from './password-rules';

const codeOf = (password: string): string => {
  try {
    soundPassword(password, ['wang.jingban', '王经办']);
    return 'sound';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

describe('a password', () => {
  it.each([
    'persimmon-on-the-wall',
    'correct horse battery',
    '满城秋天的红柿子很甜哦呀',
    'xK9#mQ2$vL7!pR4',
    '一二三四五六柿子红了满城香',
  ])('%s is sound', (password) => expect(codeOf(password)).toBe('sound'));

  it.each(['', 'short', 'elevenchars', '十一个字的密码还差一个', 'xK9#mQ2$vL7'])('%s is too short', (password) =>
    expect(codeOf(password)).toBe('password-too-short'),
  );
  it('is too long beyond 128 characters', () => {
    const text = Array.from({ length: 129 }, (_, at) => 'persimmon'[at % 9]).join('');
    expect(codeOf(text)).toBe('password-too-long');
  });

  it.each([
    'password1234',
    'Password2024!',
    'passwordpassword',
    '123456789012',
    'abcdefghijkl',
    'aaaaaaaaaaaa',
    'qwerty123456',
    '1qaz2wsx3edc',
    'qwertyqwerty',
    'iloveyou2021',
    'admin2021admin2021',
    'bofu20212022',
    'wang.jingban',
    'wang.jingban2021',
    '2021王经办2021!!!',
    'dragon!!!!!!!',
  ])('%s is what everybody tries first', (password) => expect(codeOf(password)).toBe('password-known'));

  it('is composed as its writer likes: no rule asks for figures, marks or capitals', () =>
    expect(codeOf('柿子红了秋天来了大家都高兴')).toBe('sound'));
});
