// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.mesh.time.Ticker;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.Policies;
import dev.ballast.model.mesh.Protocol;
import dev.ballast.model.mesh.Split;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** HTTP/2 to endpoints and from clients, both at once where one mesh stands before another. */
final class Http2Test {

  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;

  private static Mesh http2(int port) {
    MeshService service =
        Meshes.service(
            Policies.DEFAULT, List.of(Meshes.route(Split.allTo("v1"))), Meshes.version("v1", port));
    return Meshes.mesh(
        new MeshService(
            service.name(),
            Protocol.HTTP2,
            service.listeners(),
            service.versions(),
            service.routes(),
            service.policies(),
            service.upstreamTls()));
  }

  @Test
  void carriesRequestsOfHttp1OverHttp2AndBack() throws Exception {
    try (Backend backend = new Backend((r, out) -> Backend.respond(out, 200, r.path() + r.text()));
        MeshProcess inner = MeshProcess.start(Meshes.plain(backend.port()), Ticker.SYSTEM, 1);
        MeshProcess outer = MeshProcess.start(http2(Meshes.portOf(inner)), Ticker.SYSTEM, 1);
        Caller caller = new Caller(Meshes.portOf(outer))) {
      for (int i = 0; i < 3; i++) {
        assertThat(caller.get("/a" + i).body()).isEqualTo("/a" + i);
      }
      String big = "y".repeat(500_000);
      caller.send("POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\n" + big);
      assertThat(caller.receive().body()).isEqualTo("/b" + big);
      caller.send(
          "POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n");
      assertThat(caller.receive().body()).isEqualTo("/chi");
      assertThat(inner.plane().connections()).isEqualTo(1);
      assertThat(backend.requests.getFirst().headers()).noneMatch(h -> h.startsWith("x-http2"));
    }
  }

  /** By path, not by order: nobody else who meets this port can take the answer that breaks. */
  @Test
  void passesFailuresOfStreamsOn() throws Exception {
    try (Backend backend =
            new Backend(
                (request, out) -> {
                  if (!request.path().equals("/breaks")) {
                    return Backend.respond(out, 200, "ok");
                  }
                  Backend.raw(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
                  return false;
                });
        MeshProcess inner = MeshProcess.start(Meshes.plain(backend.port()), Ticker.SYSTEM, 1);
        MeshProcess outer = MeshProcess.start(http2(Meshes.portOf(inner)), Ticker.SYSTEM, 1)) {
      try (Caller caller = new Caller(Meshes.portOf(outer))) {
        assertThat(failure(caller)).startsWith("closed ");
      }
      assertThat(backend.requests).filteredOn(r -> r.path().equals("/breaks")).hasSize(1);
      assertThat(Caller.once(Meshes.portOf(outer), "/works").body()).isEqualTo("ok");
      assertThat(inner.plane().connections()).isEqualTo(1);
    }
  }

  private static String failure(Caller caller) {
    try {
      return caller.get("/breaks").body();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void endsAFloodOfSettings() throws Exception {
    assertThat(answerTo(frames -> frame(frames, SETTINGS, 0, 0, new byte[0]))).contains(GOAWAY);
  }

  @Test
  void endsAFloodOfPings() throws Exception {
    assertThat(answerTo(frames -> frame(frames, 6, 0, 0, new byte[8]))).contains(GOAWAY);
  }

  @Test
  void endsARapidReset() throws Exception {
    int[] stream = {1};
    // GET / of host x, by HPACK's static table, then its reset.
    byte[] get = {(byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 1, 'x'};
    assertThat(
            answerTo(
                frames -> {
                  frame(frames, 1, 5, stream[0], get);
                  frame(frames, 3, 0, stream[0], new byte[] {0, 0, 0, 8});
                  stream[0] += 2;
                }))
        .contains(GOAWAY);
  }

  @Test
  void endsAHeadWithoutAnEnd() throws Exception {
    int[] sent = {0};
    assertThat(
            answerTo(
                frames -> {
                  int type = sent[0]++ == 0 ? 1 : 9; // CONTINUATION, never with END_HEADERS.
                  frame(frames, type, 0, 1, new byte[1024]);
                }))
        .contains(GOAWAY);
  }

  private interface Writer {
    void write(ByteArrayOutputStream frames);
  }

  private static void frame(
      ByteArrayOutputStream out, int type, int flags, int stream, byte[] payload) {
    out.write(0);
    out.write(payload.length >> 8);
    out.write(payload.length);
    out.write(type);
    out.write(flags);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(stream >> shift);
    }
    out.writeBytes(payload);
  }

  /** Sends a thousand of something and returns the types of the frames that come until the end. */
  private static List<Integer> answerTo(Writer writer) throws Exception {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    frames.writeBytes(PREFACE);
    frame(frames, SETTINGS, 0, 0, new byte[0]);
    for (int i = 0; i < 1000; i++) {
      writer.write(frames);
    }
    List<Integer> types = new java.util.ArrayList<>();
    try (Backend backend = Backend.answering("x");
        MeshProcess mesh = MeshProcess.start(Meshes.plain(backend.port()), Ticker.SYSTEM, 1);
        Caller caller = new Caller(Meshes.portOf(mesh))) {
      try {
        caller.socket.getOutputStream().write(frames.toByteArray());
      } catch (IOException e) {
        types.add(-1); // It hung up while we still sent.
      }
      var in = new java.io.DataInputStream(caller.socket.getInputStream());
      try {
        while (true) {
          int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
          types.add(in.readUnsignedByte());
          in.skipNBytes(5 + length);
        }
      } catch (IOException e) {
        // The end.
      }
      Await.until(() -> mesh.plane().connections() == 0);
      assertThat(Caller.once(Meshes.portOf(mesh), "/").status()).isEqualTo(200);
    }
    return types;
  }
}
