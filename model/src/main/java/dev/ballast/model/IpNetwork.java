// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * A network of IPv4 or IPv6, as 128 bits; IPv4 is {@code ::ffff:a.b.c.d}.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 * @param bits how many of the 128 belong to the network; the others are 0
 */
public record IpNetwork(long high, long low, int bits) {

  /** What {@link #parse} takes. */
  public static final String RULE = "a network such as 192.0.2.0/24 or 2001:db8::/32";

  private static final int ALL = 128;
  private static final int HALF = 64;
  private static final int MAPPED = 96;
  private static final long MAPPED_MARK = 0xffff_0000_0000L;
  private static final Pattern FORM =
      Pattern.compile(
          "((?:[0-9]{1,3}\\.){3}[0-9]{1,3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(/[0-9]{1,3})?");

  public IpNetwork {
    if (bits < 0 || bits > ALL || (high & ~highMask(bits)) != 0 || (low & ~lowMask(bits)) != 0) {
      throw new IllegalArgumentException("bits: " + bits + " (expected: all bits behind are 0)");
    }
  }

  /**
   * Reads an address or a network.
   *
   * @throws IllegalArgumentException when it is none, or has bits behind its length
   */
  public static IpNetwork parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(text + " (expected: " + RULE + ")");
    }
    int slash = text.indexOf('/');
    InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
    int longest = address.getAddress().length * Byte.SIZE;
    int length = slash < 0 ? longest : Integer.parseInt(text.substring(slash + 1));
    if (length > longest) {
      throw new IllegalArgumentException(text + " (expected: a length of at most " + longest + ")");
    }
    IpNetwork whole = of(address);
    IpNetwork cut = whole.cut(ALL - longest + length);
    if (whole.high != cut.high || whole.low != cut.low) {
      throw new IllegalArgumentException(
          text + " (expected: no bits behind the length, as in " + cut.text() + ")");
    }
    return cut;
  }

  /** One address. */
  public static IpNetwork of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet4Address
        ? new IpNetwork(0, MAPPED_MARK | (bytes.getInt() & 0xffff_ffffL), ALL)
        : new IpNetwork(bytes.getLong(), bytes.getLong(), ALL);
  }

  /** The network of so many of the 128 bits in which this one lies. */
  public IpNetwork cut(int newBits) {
    int kept = Math.min(bits, newBits);
    return new IpNetwork(high & highMask(kept), low & lowMask(kept), kept);
  }

  /** The network around a client that counts as one: /24 of IPv4, /56 of IPv6. */
  public IpNetwork neighbourhood() {
    return cut(isIpv4() ? MAPPED + 24 : 56);
  }

  public boolean isIpv4() {
    return high == 0 && (low & ~0xffff_ffffL) == MAPPED_MARK && bits >= MAPPED;
  }

  /** The length as it is written behind the slash. */
  public int length() {
    return isIpv4() ? bits - MAPPED : bits;
  }

  /** Its first address. */
  public InetAddress address() {
    byte[] bytes =
        isIpv4()
            ? ByteBuffer.allocate(Integer.BYTES).putInt((int) low).array()
            : ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("bytes: " + bytes.length + " (expected: 4 or 16)", e);
    }
  }

  /** As it is written. */
  public String text() {
    return address().getHostAddress() + "/" + length();
  }

  @Override
  public String toString() {
    return text();
  }

  private static long highMask(int bits) {
    return bits >= HALF ? -1 : bits == 0 ? 0 : -1L << (HALF - bits);
  }

  private static long lowMask(int bits) {
    return bits <= HALF ? 0 : bits == ALL ? -1 : -1L << (ALL - bits);
  }
}
