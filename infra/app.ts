import {App, Validations} from 'aws-cdk-lib';
import {AwsSolutionsChecks} from 'cdk-nag';
import {stageConfig} from './config.ts';
import {bounceledger} from './stack.ts';

const app = new App();
bounceledger(app, stageConfig(app.node.tryGetContext('stage')));
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
