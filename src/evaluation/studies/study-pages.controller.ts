import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ServerAddress } from '../../transfer/server-address.js';
import { STUDY_CSS, STUDY_JS } from './study-page.assets.js';
import { messagePage, questionPage, thanksPage, welcomePage } from './study-page.js';
import { StudyRatingService } from './study-rating.service.js';
import type { StudyRater } from './study-rater.entity.js';
import type { Side } from './study-vote.entity.js';
import type { Study } from './study.entity.js';

const COOKIE = 'tryflow-rater';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const ASSET_SECONDS = 3_600;

/** Only what the page itself needs; no script but its own file. */
const POLICY =
  "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/**
 * Raters' pages: plain forms that work without a script. The link's token is the permission to take part, a cookie holds
 * the random id of the rater.
 */
@Controller('studies')
export class StudyPagesController {
  constructor(
    private readonly rating: StudyRatingService,
    private readonly address: ServerAddress,
  ) {}

  @Get('assets/study.css')
  style(@Res() response: Response): void {
    sendAsset(response, 'text/css; charset=utf-8', STUDY_CSS);
  }

  @Get('assets/study.js')
  script(@Res() response: Response): void {
    sendAsset(response, 'text/javascript; charset=utf-8', STUDY_JS);
  }

  /** The next question, or how to begin. Looking at a link makes no rater. */
  @Get(':token')
  async show(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const visit = await this.visit(token, request, response);
    if (!visit) return;
    if (!visit.rater) return sendPage(response, 200, welcomePage(token));
    const next = await this.rating.next(visit.study, visit.rater);
    sendPage(
      response,
      200,
      next.kind === 'DONE' ? thanksPage() : questionPage(token, next.position, next.total),
    );
  }

  /** Begins: gives out a rater's id, unless this browser has one. */
  @Post(':token/raters')
  async join(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const visit = await this.visit(token, request, response);
    if (!visit) return;
    if (!visit.rater) {
      const joined = await this.rating.join(visit.study);
      if (joined === 'FULL') {
        return sendMessage(response, 409, 'Thank you', 'Enough people have taken part already.');
      }
      response.cookie(COOKIE, joined.raterId, {
        path: `/studies/${token}`,
        httpOnly: true,
        sameSite: 'lax',
        secure: this.address.origin.startsWith('https:'),
        expires: visit.study.expiresAt,
      });
    }
    response.redirect(303, `/studies/${token}`);
  }

  @Get(':token/pictures/:position/:side')
  async picture(
    @Param() { token, position, side }: { token: string; position: string; side: string },
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const visit = await this.visit(token, request, response);
    if (!visit) return;
    const [place, which] = [readPosition(position), readSide(side)];
    const bytes =
      visit.rater && place !== undefined && which
        ? await this.rating.picture(visit.study, visit.rater, place, which)
        : undefined;
    if (!bytes) return sendMessage(response, 404, 'Nothing here', 'There is no such picture.');
    secured(response).setHeader('content-type', 'image/jpeg').end(bytes);
  }

  /** Takes a choice and goes on; the first choice of a question counts. */
  @Post(':token/votes')
  async vote(
    @Param('token') token: string,
    @Body() body: { position?: unknown; side?: unknown } | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const visit = await this.visit(token, request, response);
    if (!visit) return;
    if (!visit.rater) {
      return sendMessage(response, 403, 'Start first', 'Open the link of the study again and start there.');
    }
    const [position, side] = [readPosition(body?.position), readSide(body?.side)];
    const taken =
      position !== undefined && side && (await this.rating.vote(visit.study, visit.rater, position, side));
    if (!taken) return sendMessage(response, 400, 'Not a choice', 'Open the link again and choose there.');
    response.redirect(303, `/studies/${token}`);
  }

  /** Who comes to which study; undefined when the answer was given: no such link, or no votes now. */
  private async visit(
    token: string,
    request: Request,
    response: Response,
  ): Promise<{ study: Study; rater: StudyRater | null } | undefined> {
    const study = await this.rating.open(token);
    if (study === 'NOT_FOUND') {
      sendMessage(response, 404, 'Nothing here', 'This link is not complete or its study was deleted.');
      return undefined;
    }
    if (study === 'ENDED') {
      sendMessage(
        response,
        410,
        'No votes now',
        'This study has ended or has not begun. Thank you for looking.',
      );
      return undefined;
    }
    return { study, rater: await this.rating.findRater(study, raterIdOf(request)) };
  }
}

function raterIdOf({ headers }: Request): string | undefined {
  const cookies = (headers.cookie ?? '').split(';').map((cookie) => cookie.trim().split('='));
  const id = cookies.find(([name]) => name === COOKIE)?.[1];
  return id !== undefined && UUID.test(id) ? id : undefined;
}

function readPosition(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : undefined;
}

function readSide(value: unknown): Side | undefined {
  if (value === 'left') return 'LEFT';
  return value === 'right' ? 'RIGHT' : undefined;
}

function secured(response: Response): Response {
  return response
    .setHeader('cache-control', 'private, no-store')
    .setHeader('content-security-policy', POLICY)
    .setHeader('x-content-type-options', 'nosniff')
    .setHeader('referrer-policy', 'no-referrer');
}

function sendPage(response: Response, status: number, html: string): void {
  secured(response.status(status)).setHeader('content-type', 'text/html; charset=utf-8').end(html);
}

function sendMessage(response: Response, status: number, title: string, text: string): void {
  sendPage(response, status, messagePage(title, text));
}

function sendAsset(response: Response, type: string, text: string): void {
  secured(response)
    .setHeader('cache-control', `public, max-age=${ASSET_SECONDS}`)
    .setHeader('content-type', type)
    .end(text);
}
