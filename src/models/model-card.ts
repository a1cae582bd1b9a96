import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  Equals,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

/** Ids of models: they name folders. */
export const MODEL_ID = /^[a-z0-9][a-z0-9-]{0,63}$/;

const PLAIN_FILE_NAME = /^\w[\w.-]{0,127}$/;
const SHA256_HEX = /^[0-9a-f]{64}$/;
const SEMANTIC_VERSION = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** A file of the model, beside the card. */
export class ModelFile {
  @Matches(PLAIN_FILE_NAME, { message: 'path must be a plain file name beside the card' })
  path!: string;

  @Matches(SHA256_HEX, { message: 'sha256 must be 64 lower-case hexadecimal digits' })
  sha256!: string;
}

/** A data set that the weights were trained on. */
export class TrainingData {
  @IsNotEmpty()
  @IsString()
  name!: string;

  /** What its licence, or the lack of one, allows. */
  @IsNotEmpty()
  @IsString()
  terms!: string;
}

/** A float32 tensor at the border of a graph. */
export class TensorContract {
  @IsNotEmpty()
  @IsString()
  name!: string;

  @ArrayNotEmpty()
  @IsInt({ each: true })
  @Min(1, { each: true })
  shape!: number[];

  @IsNotEmpty()
  @IsString()
  meaning!: string;
}

/** Tensors at which the graph can be cut, so that each side is encoded once and kept. */
export class FeatureTensors {
  /** Computed from `person` alone. */
  @ArrayNotEmpty()
  @ValidateNested({ each: true })
  @Type(() => TensorContract)
  person!: TensorContract[];

  /** Computed from `garment` and `garment_mask` alone. */
  @ArrayNotEmpty()
  @ValidateNested({ each: true })
  @Type(() => TensorContract)
  garment!: TensorContract[];
}

/** Size of the network's input, in pixels. */
export class FrameSize {
  @IsInt()
  @Min(16)
  @Max(4096)
  height!: number;

  @IsInt()
  @Min(16)
  @Max(4096)
  width!: number;
}

/** How the flow is to be read. The compositor knows this one reading. */
export class FlowConvention {
  /** Absolute sampling positions x, y in the garment picture, −1…1. */
  @Equals('absolute')
  coordinates!: 'absolute';

  /** False: −1 and 1 are the outer borders of the outermost pixels. */
  @Equals(false)
  alignCorners!: false;
}

/** A measured figure and how to measure it again. */
export class ModelMetric {
  @IsNotEmpty()
  @IsString()
  name!: string;

  @IsNumber()
  value!: number;

  @IsNotEmpty()
  @IsString()
  protocol!: string;

  @IsNotEmpty()
  @IsString()
  command!: string;
}

/** `card.json`: what a model is, what it may be used for, and how its graph is called. */
export class ModelCard {
  /** Equal to the name of the folder. */
  @Matches(MODEL_ID, { message: 'id must consist of lower-case letters, digits and hyphens' })
  id!: string;

  @Matches(SEMANTIC_VERSION, { message: 'version must look like 1.2.3' })
  version!: string;

  @IsNotEmpty()
  @IsString()
  name!: string;

  @IsNotEmpty()
  @IsString()
  licence!: string;

  /** `research` is refused in production unless the operator overrides it. */
  @IsIn(['research', 'commercial'])
  allowedUse!: 'research' | 'commercial';

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => TrainingData)
  trainingData!: TrainingData[];

  @ArrayNotEmpty()
  @ValidateNested({ each: true })
  @Type(() => ModelFile)
  files!: ModelFile[];

  /** Which of the files is the network's ONNX graph. */
  @IsString()
  graph!: string;

  @ValidateNested()
  @Type(() => FrameSize)
  frame!: FrameSize;

  @ValidateNested()
  @Type(() => FlowConvention)
  flow!: FlowConvention;

  @ArrayNotEmpty()
  @ValidateNested({ each: true })
  @Type(() => TensorContract)
  inputs!: TensorContract[];

  @ArrayNotEmpty()
  @ValidateNested({ each: true })
  @Type(() => TensorContract)
  outputs!: TensorContract[];

  /** Absent when the graph cannot be cut. */
  @IsOptional()
  @ValidateNested()
  @Type(() => FeatureTensors)
  features?: FeatureTensors;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ModelMetric)
  metrics!: ModelMetric[];

  /** Known faults and whatever else a user of the model must know. */
  @IsString({ each: true })
  notes!: string[];
}
