import { Injectable } from '@nestjs/common';
import { SigningService } from '../../signing/signing.service.js';
import { ServerAddress } from '../../transfer/server-address.js';

/** Length of a UUID's 16 bytes in base64url. */
const ID_LENGTH = 22;

/**
 * Raters' links. A token holds the study's random id and an HMAC-SHA-256 over it: it cannot be guessed, nothing of it is
 * stored, and it ends with the study.
 */
@Injectable()
export class StudyLink {
  constructor(
    private readonly signing: SigningService,
    private readonly address: ServerAddress,
  ) {}

  tokenOf(studyId: string): string {
    return shorten(studyId) + this.signing.sign('study-link', [studyId]);
  }

  urlOf(studyId: string): string {
    return `${this.address.origin}/studies/${this.tokenOf(studyId)}`;
  }

  /** Id of the study that the token is for; undefined when it is none of ours. */
  read(token: string): string | undefined {
    const hex = Buffer.from(token.slice(0, ID_LENGTH), 'base64url').toString('hex');
    const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    const valid = this.signing.verify('study-link', [id], token.slice(ID_LENGTH));
    // The last character of the id has bits that decoding ignores.
    return valid && token.startsWith(shorten(id)) ? id : undefined;
  }
}

/** A UUID's bytes in base64url. */
function shorten(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
}
