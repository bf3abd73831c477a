export { admissionOf } from './admission';
export { DOOR, DoorGuard, isClosed, MATRIX, type Door } from './door.guard';
export { DurableDatabase, openDurableDatabase } from './durable-database';
export { matrixOf, type Matrix, type MatrixRow, type Opens, type Reach } from './matrix';
export { sealedLogAggregate, sealedLogCodec, sealSignInLog, signInEvents } from './sealed-log';
export { SignIn } from './sign-in';
export { firstBrokenLine, lastLineBy } from './sign-in-log';
export { SignInModule } from './sign-in.module';
export { signInRefusals } from './sign-in-refusals';
