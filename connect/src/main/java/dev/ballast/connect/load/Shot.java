// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.load;

/** One request on its way. Times are nanoseconds since the load's start. */
final class Shot {

  final long number;
  final long intended;
  long sent = -1;
  long process;
  boolean ended;

  Shot(long number, long intended) {
    this.number = number;
    this.intended = intended;
  }
}
