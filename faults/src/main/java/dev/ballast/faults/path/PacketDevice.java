// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.path;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A network device whose packets come to us (TUN), and a raw socket by which they go on, marked, so
 * that they are known. The device, its addresses and routes are gone when this process is. Only its
 * own thread uses it once it is open.
 */
final class PacketDevice implements AutoCloseable {

  private static final String CLONE = "/dev/net/tun";
  private static final int READ_WRITE_NONBLOCK = 2 | 0x800;
  private static final long TUNSETIFF = 0x400454caL;
  private static final short TUN_WITHOUT_HEADER = 0x1001;
  private static final int IFREQ = 40;
  private static final int NAME = 16;
  private static final int INET = 2;
  private static final int RAW_CLOSE_ON_EXEC = 3 | 0x80000;
  private static final int PROTOCOL_RAW = 255;
  private static final int SOL_SOCKET = 1;
  private static final int SO_SNDBUFFORCE = 32;
  private static final int SO_MARK = 36;
  private static final int SEND_BUFFER = 8 << 20;
  private static final short POLL_IN = 1;
  private static final long SECOND = 1_000_000_000L;
  private static final int SOCKADDR = 16;

  /** The longest packet of IPv4, and a little more. */
  static final int LONGEST = 65_600;

  private final Arena arena;
  private final Libc libc;
  private final int tun;
  private final int raw;
  private final MemorySegment in;
  private final MemorySegment out;
  private final MemorySegment poll;
  private final MemorySegment time;
  private final MemorySegment to;

  private PacketDevice(Arena arena, Libc libc, int tun, int raw) {
    this.arena = arena;
    this.libc = libc;
    this.tun = tun;
    this.raw = raw;
    this.in = arena.allocate(LONGEST, 8);
    this.out = arena.allocate(LONGEST, 8);
    this.poll = arena.allocate(8, 8);
    this.time = arena.allocate(16, 8);
    this.to = arena.allocate(SOCKADDR, 8);
    poll.set(ValueLayout.JAVA_INT, 0, tun);
    poll.set(ValueLayout.JAVA_SHORT, 4, POLL_IN);
    to.set(ValueLayout.JAVA_SHORT, 0, (short) INET);
  }

  /**
   * @param name of the device, at most 15 letters
   * @param mark of all packets that we send
   */
  static PacketDevice open(String name, int mark) throws IOException {
    Arena arena = Arena.ofShared();
    Libc libc = new Libc(arena);
    int tun = -1;
    int raw = -1;
    try {
      tun = libc.must(libc.open(arena.allocateFrom(CLONE), READ_WRITE_NONBLOCK), CLONE);
      MemorySegment request = arena.allocate(IFREQ, 8);
      request.setString(0, name);
      request.set(ValueLayout.JAVA_SHORT, NAME, TUN_WITHOUT_HEADER);
      libc.must(libc.ioctl(tun, TUNSETIFF, request), "device " + name);
      raw = libc.must(libc.socket(INET, RAW_CLOSE_ON_EXEC, PROTOCOL_RAW), "a raw socket");
      libc.must(option(arena, libc, raw, SO_MARK, mark), "a mark on packets");
      libc.must(option(arena, libc, raw, SO_SNDBUFFORCE, SEND_BUFFER), "a buffer");
      return new PacketDevice(arena, libc, tun, raw);
    } catch (IOException e) {
      if (tun >= 0) {
        libc.close(tun);
      }
      if (raw >= 0) {
        libc.close(raw);
      }
      arena.close();
      throw e;
    }
  }

  private static int option(Arena arena, Libc libc, int socket, int option, int value) {
    MemorySegment word = arena.allocate(4, 8);
    word.set(ValueLayout.JAVA_INT, 0, value);
    return libc.setsockopt(socket, SOL_SOCKET, option, word);
  }

  /** What the thread that uses it does first. */
  void hurry() {
    libc.hurry();
  }

  /** Until a packet is there, or so many nanoseconds are over. */
  void await(long nanos) {
    time.set(ValueLayout.JAVA_LONG, 0, nanos / SECOND);
    time.set(ValueLayout.JAVA_LONG, 8, nanos % SECOND);
    var _ = libc.ppoll(poll, 1, time);
  }

  /**
   * The next packet; empty when there is none now.
   *
   * @throws IOException when the device is gone
   */
  byte[] read() throws IOException {
    long length = libc.read(tun, in, LONGEST);
    if (length < 0) {
      int number = libc.errno();
      if (number == Libc.TRY_AGAIN || number == Libc.INTERRUPTED) {
        return new byte[0];
      }
      throw new IOException("the device is gone: errno " + number);
    }
    byte[] packet = new byte[(int) length];
    MemorySegment.copy(in, ValueLayout.JAVA_BYTE, 0, packet, 0, packet.length);
    return packet;
  }

  /** Sends a packet of IPv4 as it is to where it says; whether the kernel took it. */
  boolean send(byte[] packet) {
    MemorySegment.copy(packet, 0, out, ValueLayout.JAVA_BYTE, 0, packet.length);
    to.set(ValueLayout.JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN), 4, Ipv4.destination(packet));
    return libc.sendto(raw, out, packet.length, to) == packet.length;
  }

  /** After this nothing may be called. */
  @Override
  public void close() {
    libc.close(tun);
    libc.close(raw);
    arena.close();
  }
}
