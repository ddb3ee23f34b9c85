// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.path;

/** Reads packets of IPv4 (RFC 791). Pure. */
final class Ipv4 {

  private static final int SHORTEST = 20;
  private static final int LENGTH = 2;
  private static final int DESTINATION = 16;
  private static final int VERSION = 4;

  private Ipv4() {}

  /** Whether it is one, whole, and no part of it lies outside of the array. */
  static boolean isOne(byte[] packet) {
    return packet.length >= SHORTEST
        && (packet[0] >> 4 & 0xf) == VERSION
        && header(packet) >= SHORTEST
        && header(packet) <= packet.length
        && (at(packet, LENGTH) << 8 | at(packet, LENGTH + 1)) == packet.length;
  }

  private static int at(byte[] packet, int where) {
    return packet[where] & 0xff;
  }

  /** How long its header is, in bytes. */
  static int header(byte[] packet) {
    return (packet[0] & 0xf) * 4;
  }

  /** Where it goes, as a number: the first byte of the address is the highest. */
  static int destination(byte[] packet) {
    return at(packet, DESTINATION) << 24
        | at(packet, DESTINATION + 1) << 16
        | at(packet, DESTINATION + 2) << 8
        | at(packet, DESTINATION + 3);
  }
}
