// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The way from one region to another's database, which can be cut: TCP through this process. */
final class Relay implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;

  private final ServerSocket door;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  Relay(int target) throws IOException {
    this.target = target;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("relay").start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /** What is under way is lost, and nothing new gets through. */
  void cut() {
    cut = true;
    open.forEach(Relay::end);
  }

  void heal() {
    cut = false;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket near = door.accept();
        if (cut) {
          end(near);
          continue;
        }
        Socket far = reached(near);
        open.add(near);
        open.add(far);
        if (cut) { // It was cut while it was opened, when nobody knew of it yet.
          end(near);
          end(far);
        }
        Thread.ofVirtual().start(() -> pump(near, far));
        Thread.ofVirtual().start(() -> pump(far, near));
      } catch (IOException e) {
        // Closed, or the server is away: whoever called is told so by the end of its connection.
      }
    }
  }

  private Socket reached(Socket near) throws IOException {
    Socket far = new Socket();
    try {
      far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
      return far;
    } catch (IOException e) {
      end(near);
      end(far);
      throw e;
    }
  }

  private void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0 && !cut; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      // Either end is gone, and the other one goes with it.
    } finally {
      end(from);
      end(to);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more either way.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }
}
