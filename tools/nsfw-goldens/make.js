// Writes what TensorFlow.js answers, for the tests of our converter to hold theirs against:
//   npm install --prefix tools/nsfw-goldens --ignore-scripts && node tools/nsfw-goldens/make.js
// goldens.json: nsfwjs's network on drawn pictures; tiny-*: a small network of random weights with every operator.
const fs = require('fs');
const path = require('path');
const tf = require('@tensorflow/tfjs-core');
const { loadGraphModel } = require('@tensorflow/tfjs-converter');
require('@tensorflow/tfjs-backend-cpu');

const RESOURCES = path.join(__dirname, '../../models/src/test/resources/nsfw');
const CLASSES = ['drawing', 'hentai', 'neutral', 'porn', 'sexy'];

// The same rule draws the picture in GoldenPicture.java: whole numbers only.
function sample(kind, x, y, channel) {
  switch (kind) {
    case 'weave': return (x * 7 + y * 13 * (channel + 1) + ((x * y) >> 3)) & 255;
    case 'slope': return Math.floor((x * 3 + y * (channel + 1)) / 4) & 255;
    case 'rings': {
      const away = (x - 90) * (x - 90) + (y - 70) * (y - 70);
      return ((away >> (4 + channel)) * 40) & 255;
    }
    case 'checks': return ((x >> 4) + (y >> 4)) % 2 === 0 ? 230 - 40 * channel : 30 + 60 * channel;
    case 'plain': return 224 - 50 * channel;
  }
}

const PICTURES = [
  ['weave', 300, 200], ['slope', 224, 224], ['rings', 640, 480], ['checks', 100, 50], ['plain', 64, 64],
];

function picture([kind, width, height]) {
  const values = new Int32Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < 3; channel++) values[at++] = sample(kind, x, y, channel);
  return tf.tensor3d(values, [height, width, 3], 'int32');
}

// As nsfwjs does it before its network.
function square(each, side) {
  const scaled = tf.div(tf.cast(picture(each), 'float32'), 255);
  return tf.reshape(tf.image.resizeBilinear(scaled, [side, side], true), [1, side, side, 3]);
}

function bytes(base64) {
  const buffer = Buffer.from(base64, 'base64');
  return buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.length);
}

function joined(buffers) {
  return bytes(Buffer.concat(buffers.map(each => Buffer.from(each))).toString('base64'));
}

async function load(topology, shards) {
  const manifest = topology.weightsManifest[0];
  return loadGraphModel(tf.io.fromMemory({
    modelTopology: topology.modelTopology, weightSpecs: manifest.weights, weightData: joined(shards.map(bytes)),
  }));
}

async function nsfw() {
  const folder = path.join(__dirname, 'node_modules/nsfwjs/dist/models/mobilenet_v2_mid');
  const topology = require(path.join(folder, 'model.min.js'));
  const model = await load(topology, [1, 2].map(i => require(path.join(folder, `group1-shard${i}of2.min.js`))));
  const features = topology.modelTopology.node.find(node => node.name.endsWith('feature_vector/SpatialSqueeze')).name;
  return PICTURES.map(each => {
    const [scores, vector] = tf.tidy(() => {
      return model.execute(square(each, 224), ['Identity', features]).map(t => Array.from(t.dataSync()));
    });
    return {
      kind: each[0], width: each[1], height: each[2],
      scores: Object.fromEntries(CLASSES.map((name, i) => [name, scores[i]])),
      features: vector.filter((_, i) => i % 64 === 0),
    };
  });
}

// A network of one layer of each kind, in the packing of nsfwjs's modules.
function tiny() {
  let state = 12345;
  const next = () => (state = (state * 1103515245 + 12345) % 2147483648) & 255;
  const weights = [], packed = [];
  const constant = (name, shape, min, scale) => {
    weights.push({ name, shape, dtype: 'float32', quantization: { min, scale, dtype: 'uint8' } });
    for (let i = shape.reduce((a, b) => a * b, 1); i > 0; i--) packed.push(next() >> 1 ^ next());
    return { name, op: 'Const', attr: { value: { tensor: { dtype: 'DT_FLOAT', tensorShape: { dim: shape.map(size => ({ size: String(size) })) } } }, dtype: { type: 'DT_FLOAT' } } };
  };
  const b64 = text => Buffer.from(text).toString('base64');
  const list = values => ({ list: { i: values.map(String) } });
  const fused = (name, op, input, filter, bias, stride, steps) => ({
    name, op, input: [input, filter, bias],
    attr: {
      dilations: list([1, 1, 1, 1]), strides: list([1, stride, stride, 1]), padding: { s: b64('SAME') }, data_format: { s: b64('NHWC') },
      fused_ops: { list: { s: steps.map(b64) } }, num_args: { i: '1' }, epsilon: { f: 0 }, explicit_paddings: { list: {} },
      use_cudnn_on_gpu: { b: true }, T: { type: 'DT_FLOAT' },
    },
  });
  const T = { T: { type: 'DT_FLOAT' } };
  const node = [
    { name: 'input', op: 'Placeholder', attr: { shape: { shape: { dim: [-1, 12, 12, 3].map(size => ({ size: String(size) })) } }, dtype: { type: 'DT_FLOAT' } } },
    constant('two', [], 2, 0.001), constant('one', [], 1, 0.001),
    constant('conv_weights', [3, 3, 3, 8], -0.5, 0.004), constant('conv_bias', [8], -0.3, 0.0025),
    constant('depth_weights', [3, 3, 8, 1], -0.6, 0.0047), constant('depth_bias', [8], -0.2, 0.002),
    constant('point_weights', [1, 1, 8, 8], -0.7, 0.0055), constant('point_bias', [8], -0.1, 0.001),
    constant('dense_weights', [8, 5], -1, 0.008), constant('dense_bias', [5], -0.02, 0.0003),
    { name: 'doubled', op: 'Mul', input: ['two', 'input'], attr: T },
    { name: 'centred', op: 'Sub', input: ['doubled', 'one'], attr: T },
    fused('conv', '_FusedConv2D', 'centred', 'conv_weights', 'conv_bias', 2, ['BiasAdd', 'Relu6']),
    fused('depth', 'FusedDepthwiseConv2dNative', 'conv', 'depth_weights', 'depth_bias', 1, ['BiasAdd', 'Relu6']),
    fused('point', '_FusedConv2D', 'depth', 'point_weights', 'point_bias', 1, ['BiasAdd']),
    { name: 'add', op: 'AddV2', input: ['conv', 'point'], attr: T },
    { name: 'pool', op: 'AvgPool', input: ['add'], attr: { ksize: list([1, 6, 6, 1]), strides: list([1, 1, 1, 1]), padding: { s: b64('VALID') }, data_format: { s: b64('NHWC') }, ...T } },
    { name: 'vector', op: 'Squeeze', input: ['pool'], attr: { squeeze_dims: list([1, 2]), ...T } },
    { name: 'dense', op: '_FusedMatMul', input: ['vector', 'dense_weights', 'dense_bias'], attr: { transpose_a: { b: false }, transpose_b: { b: false }, num_args: { i: '1' }, epsilon: { f: 0 }, fused_ops: { list: { s: [b64('BiasAdd')] } }, ...T } },
    { name: 'softmax', op: 'Softmax', input: ['dense'], attr: T },
    { name: 'Identity', op: 'Identity', input: ['softmax'], attr: T },
  ];
  const topology = { format: 'graph-model', modelTopology: { node, library: {}, versions: { producer: 175 } }, weightsManifest: [{ paths: ['a', 'b'], weights }] };
  return { topology, packed: Buffer.from(packed) };
}

// What a minifier makes of it: names without quotes, no zero before the point, !0 for true.
function literal(value) {
  return JSON.stringify(value).replace(/"(\w+)":/g, '$1:').replace(/([:,[]-?)0\.(\d)/g, '$1.$2').replace(/:true/g, ':!0').replace(/:false/g, ':!1');
}

function bundle(exported) {
  return `!function(t){"object"==typeof exports&&(module.exports=t())}(function(){return function t(e){return e}({1:[function(t,e,a){e.exports=${exported}},{}]},{},[1])(1)});`;
}

async function main() {
  fs.writeFileSync(path.join(RESOURCES, 'goldens.json'), JSON.stringify(await nsfw(), null, 1) + '\n');
  const { topology, packed } = tiny();
  const half = packed.length >> 1;
  const shards = [packed.subarray(0, half), packed.subarray(half)].map(part => part.toString('base64'));
  const model = await load(topology, shards);
  const [scores, vector] = model.execute(square(['weave', 30, 20], 12), ['Identity', 'vector']).map(t => Array.from(t.dataSync()));
  fs.writeFileSync(path.join(RESOURCES, 'tiny-model.js'), bundle(literal(topology)));
  shards.forEach((shard, i) => fs.writeFileSync(path.join(RESOURCES, `tiny-weights-${i + 1}.js`), bundle(`"${shard}"`)));
  fs.writeFileSync(path.join(RESOURCES, 'tiny-goldens.json'), JSON.stringify({ scores, vector }) + '\n');
}

main();
