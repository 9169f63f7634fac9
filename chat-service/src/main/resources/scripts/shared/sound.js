/** A quiet sound for a message that comes while nobody looks: two soft notes, made here. */

import { safely } from "./storage.js";

const NOTES = [[660, 0], [880, 0.09]];
const LOUDNESS = 0.05;
const SECONDS = 0.22;

let audio;

/** Browsers play nothing before somebody has touched the page: called then, so that it can be heard later. */
export function allowSound() {
  safely(() => {
    audio ??= new AudioContext();
    audio.resume();
  });
}

export function playSound() {
  if (audio?.state !== "running") return;
  for (const [frequency, delay] of NOTES) {
    const begin = audio.currentTime + delay;
    const tone = new OscillatorNode(audio, { frequency });
    const volume = new GainNode(audio, { gain: 0 });
    volume.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.02);
    volume.gain.linearRampToValueAtTime(0, begin + SECONDS);
    tone.connect(volume).connect(audio.destination);
    tone.start(begin);
    tone.stop(begin + SECONDS);
  }
}
