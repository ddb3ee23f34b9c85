// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.wire;

/** How the end of a body is found. */
sealed interface Framing {

  /** By a number of bytes; 0 when there is no body. */
  record Fixed(long bytes) implements Framing {}

  record Chunked() implements Framing {}

  record UntilClose() implements Framing {}

  Framing NONE = new Fixed(0);
  Framing CHUNKED = new Chunked();
  Framing UNTIL_CLOSE = new UntilClose();
}
