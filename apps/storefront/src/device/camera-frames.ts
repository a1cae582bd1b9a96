import type { FrameSource } from './live-mirror.js';

/** Longest side of the mirror's pictures, in pixels: compositing takes time for every one of them. */
const FRAME_SIDE = 640;

/** The camera's pictures, shrunk, from a video element that plays its stream. */
export class CameraFrames implements FrameSource {
  private constructor(
    private readonly video: HTMLVideoElement,
    private readonly stream: MediaStream,
  ) {}

  /**
   * Asks for the camera on the shopper's side.
   *
   * @param video plays the stream; need not be visible
   * @throws DOMException when the shopper or the browser refuses, or there is no camera
   */
  static async open(video: HTMLVideoElement): Promise<CameraFrames> {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'user', width: { ideal: 960 }, height: { ideal: 1280 } },
      audio: false,
    });
    video.srcObject = stream;
    video.muted = true;
    video.playsInline = true;
    await video.play();
    return new CameraFrames(video, stream);
  }

  async grab(): Promise<ImageBitmap | undefined> {
    const { videoWidth: width, videoHeight: height } = this.video;
    if (width === 0 || height === 0) return undefined;
    const scale = Math.min(1, FRAME_SIDE / Math.max(width, height));
    return createImageBitmap(this.video, {
      resizeWidth: Math.round(width * scale),
      resizeHeight: Math.round(height * scale),
      resizeQuality: 'medium',
    });
  }

  next(): Promise<void> {
    return new Promise((resolve) => {
      if ('requestVideoFrameCallback' in this.video) this.video.requestVideoFrameCallback(() => resolve());
      else requestAnimationFrame(() => resolve());
    });
  }

  /** Turns the camera off. */
  close(): void {
    for (const track of this.stream.getTracks()) track.stop();
    this.video.srcObject = null;
  }
}
