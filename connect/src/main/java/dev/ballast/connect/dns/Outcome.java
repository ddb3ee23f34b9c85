// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.dns;

/** What became of a question. */
public enum Outcome {
  ANSWERED,
  /** The name is there, but has nothing of that type. */
  NO_DATA,
  NO_SUCH_NAME,
  /** Of no zone of ours, a transfer, another class. */
  REFUSED,
  /** What is no question, or one that we do not know how to answer. */
  MALFORMED,
  /** Asked too often; the answer was "come again by TCP". */
  TRUNCATED,
  /** Asked too often, or not worth an answer. */
  DROPPED
}
