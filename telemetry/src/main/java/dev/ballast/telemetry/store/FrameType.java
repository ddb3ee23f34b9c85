// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

/** What a frame of the log holds; its first byte. */
enum FrameType {
  SERIES(1),
  SAMPLES(2),
  SPANS(3),
  LOGS(4),
  METADATA(5);

  private final int code;

  FrameType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static FrameType of(int code) {
    for (FrameType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new IllegalArgumentException("frame: type " + code + " (expected: 1..5)");
  }
}
