// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.line;

import dev.ballast.ledger.Limits;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A connection after both sides have said who they are. */
final class Connection {

  private static final Duration PING = Duration.ofMillis(300);

  /** Several pings, and less than what TCP's own pauses grow to in a cut. */
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private static final long WAITING_BYTES = 32L << 20;
  private static final String GREETING = "ballast-line-1";
  private static final int GREETING_BYTES = 256;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final String peer;
  private final BlockingQueue<Frame> waiting = new LinkedBlockingQueue<>();
  private final AtomicLong bytes = new AtomicLong();

  private Connection(Socket socket, DataInputStream in, DataOutputStream out, String peer) {
    this.socket = socket;
    this.in = in;
    this.out = out;
    this.peer = peer;
  }

  /** Greets, and hears who is there. What a stranger may send is a few bytes. */
  static Connection greet(Socket socket, String self) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) SILENCE.toMillis());
    DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    new Frame(GREETING, self.getBytes(StandardCharsets.UTF_8)).write(out);
    out.flush();
    Frame theirs = Frame.read(in, GREETING_BYTES);
    if (!theirs.key().equals(GREETING)) {
      throw new IOException("no %s is there".formatted(GREETING));
    }
    return new Connection(socket, in, out, new String(theirs.content(), StandardCharsets.UTF_8));
  }

  String peer() {
    return peer;
  }

  /** Dropped when too much waits already: whoever lacks it is found to differ. */
  void send(Frame frame) {
    if (bytes.addAndGet(frame.size()) > WAITING_BYTES) {
      bytes.addAndGet(-frame.size());
    } else {
      waiting.add(frame);
    }
  }

  /** Until the other side is silent or gone, or this one was closed. */
  void run(Consumer<Frame> arrived) {
    Thread writer = Thread.ofVirtual().name("line-to-" + peer).start(this::write);
    try {
      while (true) {
        Frame frame = Frame.read(in, Limits.DOCUMENT);
        if (!frame.key().isEmpty()) {
          arrived.accept(frame);
        }
      }
    } catch (IOException _) {
      // Cut, or closed; whoever dials does so again.
    } finally {
      close();
      writer.interrupt();
    }
  }

  private void write() {
    try {
      while (true) {
        Frame next = waiting.poll(PING.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) {
          Frame.PING.write(out);
        }
        for (; next != null; next = waiting.poll()) {
          bytes.addAndGet(-next.size());
          next.write(out);
        }
        out.flush();
      }
    } catch (IOException _) {
      close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone, which is all that was wanted.
    }
  }
}
