import { Controller, Get, NotFoundException, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { type SignatureQuery, SignedUrlService } from '../../transfer/signed-url.service.js';
import { EvaluationReports } from './evaluation-reports.js';

/** Serves reports behind signed URLs: pages that need nothing but themselves and may do nothing. */
@Controller('reports')
export class EvaluationReportsController {
  constructor(
    private readonly signedUrls: SignedUrlService,
    private readonly reports: EvaluationReports,
  ) {}

  @Get(':id')
  async get(
    @Param('id') id: string,
    @Query() query: SignatureQuery,
    @Res() response: Response,
  ): Promise<void> {
    const valid = this.signedUrls.verify('report-url', ['reports', id], query);
    const report = valid ? await this.reports.read(id) : undefined;
    if (!report) throw new NotFoundException('This report is gone or its URL has expired.');
    response
      .setHeader('content-type', 'text/html; charset=utf-8')
      .setHeader('cache-control', 'private, no-store')
      .setHeader('x-content-type-options', 'nosniff')
      .setHeader(
        'content-security-policy',
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
      )
      .setHeader('referrer-policy', 'no-referrer')
      .end(report);
  }
}
