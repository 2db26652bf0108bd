// Loaded before a command: its clock is as many days behind as DAYS_AGO says, for what takes time to happen.
const behind = Number(process.env.DAYS_AGO) * 86_400_000;
const RealDate = Date;
globalThis.Date = class extends RealDate {
  /** @param {ConstructorParameters<DateConstructor>} given */
  constructor(...given) {
    super(...(given.length > 0 ? given : [RealDate.now() - behind]));
  }
  static now() {
    return RealDate.now() - behind;
  }
};
