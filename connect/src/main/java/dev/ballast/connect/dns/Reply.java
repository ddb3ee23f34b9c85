// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.dns;

import java.nio.ByteBuffer;

/**
 * An answer as it is sent.
 *
 * @param wire empty when nothing is sent
 */
record Reply(ByteBuffer wire, Outcome outcome) {

  static final Reply NONE = new Reply(ByteBuffer.allocate(0), Outcome.DROPPED);
}
