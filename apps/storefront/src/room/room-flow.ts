import type { Garment } from '@tryflow/client';
import { type StorefrontContext, toChoice } from '../core/storefront-context.js';
import type {
  EngineProgress,
  GarmentChoice,
  OwnPhotoChoice,
  Refusal,
  SamplePersonChoice,
  TryOnEngine,
  TryOnPicture,
} from '../engine/try-on-engine.js';
import { readPhoto, type ChosenPhoto } from '../photo/read-photo.js';
import type { TryflowEventDetails, TryflowEventName } from '../wrappers/tryflow-events.js';
import { EMPTY_ROOM, type PhotoSource, type RoomState, type RoomView } from './room-state.js';

/** What the flow tells the page, by the event's name without `tryflow-`. */
type RoomNews = {
  [
    Name in TryflowEventName as Name extends `tryflow-${infer Short}` ? Short : never
  ]: TryflowEventDetails[Name];
};

type Tell = <Name extends keyof RoomNews>(name: Name, detail: RoomNews[Name]) => void;

/** Longest list of garments to go on with. */
const MORE_GARMENTS = 24;

/**
 * The way through the room, without anything that is drawn: from opening it to the picture, to the next garment, to the
 * deletion. One thing runs at a time; whatever is begun anew ends what ran before.
 */
export class RoomFlow {
  state: RoomState = EMPTY_ROOM;
  private running = new AbortController();
  private shown: TryOnPicture | undefined;
  private consentVersion: string | undefined;
  private downloadAgreed = false;
  private retry: (() => Promise<void>) | undefined;

  /**
   * @param context of the shop
   * @param onChange called after each change of `state`
   * @param tell called with what pages may want to know
   * @param savesData whether the browser asks to save data
   */
  constructor(
    private readonly context: StorefrontContext,
    private readonly onChange: () => void,
    private readonly tell: Tell,
    private readonly savesData: () => boolean,
  ) {}

  /** Shows the article, at once on whom it was shown last. */
  open(sku: string): Promise<void> {
    return this.run(async (signal) => {
      this.view({ name: 'LOADING' });
      const [shop, engine, garment, person] = await Promise.all([
        this.context.shop(),
        this.context.engines.forNewPhoto(),
        this.context.client.garmentBySku(sku, { signal }),
        this.context.person(),
      ]);
      signal.throwIfAborted();
      this.set({
        shop,
        engineKind: engine.kind,
        mirror: engine.mirror,
        person,
        ownPhoto: person?.kind === 'OWN' ? person : this.state.ownPhoto,
      });
      if (!garment) return this.refuse({ kind: 'REFUSED', reason: 'GARMENT_NOT_FOUND' });
      this.showGarment(garment);
      if (person) await this.fit(signal);
      else this.view({ name: 'START' });
      await this.loadSurroundings(garment, signal);
    });
  }

  /** Ends what runs, when the room is closed. */
  close(): void {
    this.running.abort();
    this.releasePicture();
  }

  /** Back to the choice of a person. */
  start(): void {
    this.running.abort();
    this.view({ name: 'START' });
  }

  /** The shopper wants to use a photo of theirs. Consent comes first, once for each version of its text. */
  wantPhoto(source: PhotoSource): Promise<void> {
    if (this.consentVersion === this.state.shop?.consentVersion) return this.takePhoto(source);
    this.view({ name: 'CONSENT', then: source });
    return Promise.resolve();
  }

  /** The shopper has agreed. */
  agree(then: PhotoSource): Promise<void> {
    const version = this.state.shop?.consentVersion ?? '';
    this.consentVersion = version;
    this.tell('consent', { version, computedOn: this.state.engineKind ?? 'SERVER' });
    return this.takePhoto(then);
  }

  /** A picture file or the camera's picture, to be looked at before it is used. */
  givePhoto(file: Blob): Promise<void> {
    return this.run(async (signal) => {
      this.view({ name: 'LOADING' });
      const photo = await readPhoto(file, this.state.shop?.maxPhotoSide ?? 2_048);
      signal.throwIfAborted();
      this.view({ name: 'CHECK', photo });
    });
  }

  /** The photo is handed to the engine, and the garment shown on it. */
  usePhoto(photo: ChosenPhoto): Promise<void> {
    return this.run((signal) => this.hand(photo.blob, signal));
  }

  /** The shopper agrees that the photo, which the device could not use, is sent to the server. */
  sendInstead(photo: Blob): Promise<void> {
    const { ownPhoto: onDevice, shop } = this.state;
    const { engines } = this.context;
    engines.agreeToSend();
    this.set({ engineKind: 'SERVER', mirror: undefined });
    this.consentVersion = shop?.consentVersion ?? '';
    this.tell('consent', { version: this.consentVersion, computedOn: 'SERVER' });
    return this.run(async (signal) => {
      await this.hand(photo, signal);
      const replaced = onDevice !== undefined && this.state.ownPhoto !== onDevice;
      if (replaced) await (await engines.forPerson(onDevice)).forgetPhoto(onDevice);
    });
  }

  /** The garment is shown on a model, or again on the shopper's photo. */
  choosePerson(person: SamplePersonChoice | OwnPhotoChoice): Promise<void> {
    return this.run(async (signal) => {
      if (person.kind === 'SAMPLE') this.context.chooseSample(person);
      this.set({ person });
      this.tell('person', { kind: person.kind });
      await this.fit(signal);
    });
  }

  /** Another garment on the same person. */
  chooseGarment(garment: GarmentChoice): Promise<void> {
    return this.run(async (signal) => {
      this.set({ garment, price: undefined });
      this.tell('garment', { sku: garment.sku, garmentId: garment.id });
      const [full] = await Promise.all([
        this.context.client.garment(garment.id, { signal }).catch(() => null),
        this.fit(signal),
      ]);
      if (full) this.set({ price: full.price ?? undefined });
    });
  }

  /** The shopper agrees to the download that the device needs. */
  agreeToDownload(): Promise<void> {
    this.downloadAgreed = true;
    return this.run((signal) => this.fit(signal));
  }

  /** What was refused is tried once more. */
  tryAgain(): Promise<void> {
    return this.retry?.() ?? Promise.resolve();
  }

  /** Live try-on from the camera, where the engine has one. Consent is asked for as for a photo. */
  async openMirror(): Promise<void> {
    const { mirror } = this.state;
    if (!mirror) return;
    await this.run(async (signal) => {
      this.view({ name: 'LOADING' });
      const { tag } = await mirror.load();
      signal.throwIfAborted();
      this.view({ name: 'MIRROR', tag });
    });
  }

  /** Deletes the shopper's photo and everything made of it. */
  deletePhoto(): Promise<void> {
    const { ownPhoto } = this.state;
    if (!ownPhoto) return Promise.resolve();
    return this.run(async () => {
      this.view({ name: 'DELETING' });
      const engine = await this.context.engines.forPerson(ownPhoto);
      const proof = await engine.forgetPhoto(ownPhoto);
      this.context.chooseNobody();
      this.consentVersion = undefined;
      this.releasePicture();
      this.set({ person: undefined, ownPhoto: undefined });
      this.tell('delete', { receiptId: proof.receipt?.id });
      this.view({ name: 'DELETED', proof });
    });
  }

  private takePhoto(source: PhotoSource): Promise<void> {
    if (source.from === 'GIVEN') return this.givePhoto(source.file);
    this.view({ name: source.from === 'CAMERA' ? 'CAMERA' : 'START' });
    return Promise.resolve();
  }

  private async hand(photo: Blob, signal: AbortSignal): Promise<void> {
    const engine = await this.context.engines.forNewPhoto();
    const consent = { version: this.consentVersion ?? '' };
    const step = engine.kind === 'SERVER' ? 'UPLOAD' : 'COMPUTING';
    this.view({ name: 'WORKING', progress: { step, share: step === 'UPLOAD' ? 0 : undefined } });
    const taken = await engine.usePhoto(photo, consent, { signal, onProgress: this.onProgress });
    if (taken.kind === 'REFUSED') return this.goOnWithout(engine, taken, photo, signal);
    await this.context.chooseOwn(taken);
    this.set({ person: taken, ownPhoto: taken });
    this.tell('person', { kind: 'OWN' });
    await this.fit(signal);
  }

  private async fit(signal: AbortSignal): Promise<void> {
    const { garment, person } = this.state;
    if (!garment || !person) return this.view({ name: 'START' });
    const engine = await this.context.engines.forPerson(person);
    const bytes = await engine.downloadBytes();
    if (bytes > 0 && this.savesData() && !this.downloadAgreed) return this.view({ name: 'DOWNLOAD', bytes });
    this.view({ name: 'WORKING', progress: { step: 'COMPUTING' } });
    const call = { signal, onProgress: this.onProgress };
    const photo = person.kind === 'OWN' ? person.photo : undefined;
    const unprepared = await engine.prepare(call);
    if (unprepared) return this.goOnWithout(engine, unprepared, photo, signal);
    const picture = await engine.tryOn({ person, garment }, call);
    signal.throwIfAborted();
    if (picture.kind === 'REFUSED') return this.goOnWithout(engine, picture, photo, signal);
    this.releasePicture();
    this.shown = picture;
    this.view({ name: 'RESULT', picture });
    const { elapsedMs, fromCache } = picture;
    this.tell('result', {
      sku: garment.sku,
      garmentId: garment.id,
      person: person.kind,
      computedOn: engine.kind,
      elapsedMs,
      fromCache,
    });
  }

  /**
   * What an engine has refused: another one may do it, perhaps once the shopper agrees, or it is told.
   * @param photo of the shopper; undefined when a model was to be shown
   */
  private async goOnWithout(
    engine: TryOnEngine,
    refusal: Refusal,
    photo: Blob | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const way = await this.context.engines.afterRefusal(engine, refusal, photo ? 'OWN' : 'SAMPLE');
    signal.throwIfAborted();
    if (way === 'SERVER') return this.fit(signal);
    if (way === 'STOP' || !photo) return this.refuse(refusal);
    this.tell('error', { reason: refusal.reason });
    this.view({ name: 'SEND_INSTEAD', photo, reason: refusal.reason });
  }

  /** Models and further garments are not waited for: the room works without them. */
  private async loadSurroundings(garment: Garment, signal: AbortSignal): Promise<void> {
    const [people, more] = await Promise.all([
      this.context.samplePeople().catch(() => []),
      this.context.client
        .garments({ take: MORE_GARMENTS, filter: { category: [garment.category] } }, { signal })
        .catch(() => ({ items: [] })),
    ]);
    if (!signal.aborted) this.set({ people, more: more.items.map(toChoice) });
  }

  private readonly onProgress = (progress: EngineProgress): void => {
    if (this.state.view.name === 'WORKING') this.view({ name: 'WORKING', progress });
  };

  private showGarment(garment: Garment): void {
    this.set({ garment: toChoice(garment), price: garment.price ?? undefined });
  }

  private refuse(refusal: Refusal): void {
    const lostPhoto = refusal.reason === 'PERSON_PHOTO_NOT_FOUND' || refusal.reason === 'CONSENT_REQUIRED';
    if (lostPhoto && this.state.person?.kind === 'OWN') {
      this.context.chooseNobody();
      this.consentVersion = undefined;
      this.set({ person: undefined, ownPhoto: undefined });
    }
    this.tell('error', { reason: refusal.reason });
    this.view({ name: 'REFUSED', refusal });
  }

  /** Runs one thing after ending the one before; what breaks is shown and can be tried again. */
  private async run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.running.abort();
    const running = (this.running = new AbortController());
    this.retry = () => this.run(work);
    try {
      await work(running.signal);
    } catch (error) {
      if (running.signal.aborted) return;
      const offline = error instanceof Error && 'code' in error && error.code === 'NETWORK';
      const reason = offline ? 'OFFLINE' : 'BROKEN';
      this.tell('error', { reason });
      this.view({
        name: 'REFUSED',
        refusal: offline ? { kind: 'REFUSED', reason: 'OFFLINE' } : { reason: 'BROKEN' },
      });
    }
  }

  private releasePicture(): void {
    this.shown?.release();
    this.shown = undefined;
  }

  private view(view: RoomView): void {
    this.set({ view });
  }

  private set(change: Partial<RoomState>): void {
    this.state = { ...this.state, ...change };
    this.onChange();
  }
}
