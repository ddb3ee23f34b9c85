// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.haproxy;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A stats socket of HAProxy: one line of commands for each connection. */
public final class RuntimeSocket {

  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int LARGEST = 8 << 20;

  private final String shown;
  private final SocketAddress address;

  private RuntimeSocket(String shown, SocketAddress address) {
    this.shown = shown;
    this.address = address;
  }

  /** A path of a Unix socket, or {@code host:port}. */
  public static RuntimeSocket at(String address) {
    if (address.matches("[^/]+:[0-9]{1,5}")) {
      int colon = address.lastIndexOf(':');
      int port = Integer.parseInt(address.substring(colon + 1));
      return new RuntimeSocket(address, new InetSocketAddress(address.substring(0, colon), port));
    }
    return new RuntimeSocket(address, UnixDomainSocketAddress.of(Path.of(address)));
  }

  /**
   * Runs commands one after the other.
   *
   * @return all answers, as they came
   */
  String ask(String place, List<String> commands) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        SocketChannel channel = open()) {
      Future<String> answer = threads.submit(() -> exchange(channel, String.join("; ", commands)));
      try {
        return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        channel.close();
        throw unreachable(place, "no answer within " + ANSWER.toSeconds() + " s");
      } catch (ExecutionException e) {
        throw unreachable(place, String.valueOf(e.getCause()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(place, "interrupted");
    } catch (IOException e) {
      throw unreachable(place, e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private SocketChannel open() throws IOException {
    SocketChannel channel =
        SocketChannel.open(
            address instanceof UnixDomainSocketAddress
                ? StandardProtocolFamily.UNIX
                : StandardProtocolFamily.INET);
    return channel;
  }

  private String exchange(SocketChannel channel, String line) throws IOException {
    channel.connect(address);
    channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    StringBuilder answer = new StringBuilder();
    ByteBuffer piece = ByteBuffer.allocate(16 << 10);
    while (channel.read(piece) >= 0 && answer.length() < LARGEST) {
      answer.append(StandardCharsets.ISO_8859_1.decode(piece.flip()));
      piece.clear();
    }
    return answer.toString();
  }

  private ActuatorException unreachable(String place, String why) {
    return new ActuatorException(
        Kind.UNREACHABLE,
        place,
        "HAProxy's socket " + shown + " does not answer (" + why + ")",
        "write 'stats socket "
            + shown
            + " level admin' into its global section, and let us read it");
  }
}
