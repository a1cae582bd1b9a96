import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsPositive,
  IsString,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { LAYOUT_NAMES, type LayoutName } from '../../datasets/open-data-set.js';
import { type StageName, STAGES } from '../../distillation/stages.js';

/** Where a data set lies. */
export class DataLocation {
  @IsIn(LAYOUT_NAMES)
  layout!: LayoutName;

  /** Folder, `.tar` file or folder of `.tar` shards; relative to the configuration file. */
  @IsNotEmpty()
  @IsString()
  path!: string;

  /** Which part of the data set, where its layout has several: see each layout. */
  @IsOptional()
  @IsNotEmpty()
  @IsString()
  split?: string;

  /**
   * Whether garment masks are made anew from the pictures instead of read. Default: in the `viton` layout, whose masks as
   * they circulate are broken for white garments.
   */
  @IsOptional()
  @IsBoolean()
  recomputeMasks?: boolean;
}

/** A data set to learn from. */
export class TrainingSource extends DataLocation {
  /** Weight of this data set among the samples, beside the others. */
  @IsPositive()
  share = 1;

  /** How the model's card is to call it. Default: the layout's name and split. */
  @IsOptional()
  @IsNotEmpty()
  @IsString()
  name?: string;

  /** For the model's card: what the data's licence, or the lack of one, allows. */
  @IsNotEmpty()
  @IsString()
  terms = 'not stated; treat as research only';

  /** Whether what is trained on it may be used commercially. One set of `research` makes the model so. */
  @IsIn(['research', 'commercial'])
  use: 'research' | 'commercial' = 'research';

  /** Whether pairs that cannot be decoded are left out instead of ending the run before it begins. */
  @IsBoolean()
  skipBroken = false;
}

/** One stage of training; what is not given comes from the preset. */
export class StageConfig {
  @IsIn(STAGES)
  stage!: StageName;

  /** Pixels of the network's input; multiples of 32. */
  @IsOptional()
  @IsInt()
  @Min(32)
  @Max(2048)
  height?: number;

  @IsOptional()
  @IsInt()
  @Min(32)
  @Max(2048)
  width?: number;

  /** Samples of a step; a multiple of `workers`. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(4096)
  batch?: number;

  /** Samples of the whole stage. */
  @IsOptional()
  @IsInt()
  @Min(1)
  samples?: number;

  /** Highest learning rate. */
  @IsOptional()
  @IsPositive()
  learningRate?: number;

  /** Samples over which the learning rate rises. */
  @IsOptional()
  @IsInt()
  @Min(0)
  warmUp?: number;

  @IsOptional()
  @IsIn(['cosine', 'linear', 'constant'])
  decay?: 'cosine' | 'linear' | 'constant';
}

/** Parts of the losses that can be left out, to measure what they are good for. */
export class LossConfig {
  /** `adjustable`: only where the tutor is closer to the photo than the student (the paper); `always`; or `none`. */
  @IsIn(['adjustable', 'always', 'none'])
  distillation: 'adjustable' | 'always' | 'none' = 'adjustable';

  /** Second-order smoothness of the flows. */
  @IsBoolean()
  smoothness = true;
}

/** A network whose features are compared by the perceptual losses. */
export class PerceptualConfig {
  /**
   * Relative to the configuration file: an ONNX file of a network with an output for each tap, input RGB, −1…1; or
   * torchvision's weights of VGG-19 (`.pth` or `.safetensors`), the paper's network.
   */
  @IsNotEmpty()
  @IsString()
  path!: string;

  /** Of the taps, in the file's order. Default: 0.2 each; for VGG-19 those of the paper. */
  @IsOptional()
  @ArrayNotEmpty()
  @Min(0, { each: true })
  weights?: number[];
}

/** What `tryflow train --config` reads: docs/training.md explains it by example. */
export class RunConfig {
  /** Id of the model that comes out: lower-case letters, digits and hyphens. */
  @Matches(/^[a-z0-9][a-z0-9-]{0,63}$/, {
    message: 'name must consist of lower-case letters, digits and hyphens',
  })
  name!: string;

  /** How the model's card is to call it. Default: `name`. */
  @IsOptional()
  @IsNotEmpty()
  @IsString()
  title?: string;

  @Matches(/^\d+\.\d+\.\d+(-[\w.]+)?$/, { message: 'version must look like 1.2.3' })
  version = '0.1.0';

  /** For the model's card. Default: made of what the data sets say. */
  @IsOptional()
  @IsNotEmpty()
  @IsString()
  licence?: string;

  /** Known faults and the like, for the model's card. */
  @IsString({ each: true })
  notes: string[] = [];

  /** Sizes of the networks, losses and schedule: `small` is ours for CPUs, `release` the paper's, `tiny` for tests. */
  @IsIn(['tiny', 'small', 'release'])
  preset: 'tiny' | 'small' | 'release' = 'small';

  /** Of first weights, order of samples and augmentation. */
  @IsInt()
  @Min(0)
  @Max(2 ** 31 - 1)
  seed = 1;

  /** Threads that each compute a part of every batch. Default: one for each core. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(256)
  workers?: number;

  @ArrayNotEmpty()
  @ValidateNested({ each: true })
  @Type(() => TrainingSource)
  data!: TrainingSource[];

  /** Pairs that are not learned from: sample sheets and the figures of the card. */
  @IsOptional()
  @ValidateNested()
  @Type(() => DataLocation)
  validation?: DataLocation;

  /** Default: the preset's. */
  @IsOptional()
  @ArrayNotEmpty()
  @ValidateNested({ each: true })
  @Type(() => StageConfig)
  stages?: StageConfig[];

  @IsOptional()
  @ValidateNested()
  @Type(() => PerceptualConfig)
  perceptual?: PerceptualConfig;

  @ValidateNested()
  @Type(() => LossConfig)
  losses = new LossConfig();

  /** Whether samples are flipped, moved, recoloured and so on; `off` for experiments only. */
  @IsIn(['full', 'off'])
  augmentation: 'full' | 'off' = 'full';

  /**
   * First weights: a model's folder that has `weights.safetensors`, whose card's terms are then inherited, or such a file;
   * relative to the configuration file. What it lacks begins at random. Default: everything does.
   */
  @IsOptional()
  @IsNotEmpty()
  @IsString()
  start?: string;

  /** How long a kill can set the run back. */
  @IsNumber()
  @IsPositive()
  checkpointMinutes = 5;

  /** Steps between two lines of progress and of the log. */
  @IsInt()
  @Min(1)
  reportEverySteps = 50;

  /** Samples between two sheets of pictures. */
  @IsInt()
  @Min(1)
  sheetEverySamples = 20_000;
}
