import { v5 } from 'uuid';

/** As the server makes them, for ever: a payment's id follows from the id of the command that submitted it. */
const BOFU_NAMESPACE = '6f0ac6a4-3c0b-5b0e-9d55-0b7b0f2f7c21';

export const paymentOfCommand = (commandId: string): string => v5(`payment\u001f${commandId}`, BOFU_NAMESPACE);
