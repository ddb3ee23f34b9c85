// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.mesh.time.Ticker;
import dev.ballast.model.mesh.Address;
import dev.ballast.model.mesh.Identity;
import dev.ballast.model.mesh.Listener;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.Policies;
import dev.ballast.model.mesh.Protocol;
import dev.ballast.model.mesh.Split;
import dev.ballast.model.mesh.TlsMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two meshes that believe each other by a common authority, and nobody else. */
final class MutualTlsTest {

  @TempDir private Path folder = Path.of("");

  private Identity identity(String domain, String authority) {
    return new Identity(
        domain, folder.resolve(authority).toString(), "", "", "", Duration.ofHours(1));
  }

  private static Mesh with(Mesh mesh, String name, Identity identity, MeshService service) {
    return new Mesh(
        name,
        mesh.region(),
        mesh.admin(),
        1,
        "",
        mesh.limits(),
        mesh.tracing(),
        mesh.accessLog(),
        identity,
        List.of(service));
  }

  private Mesh inner(int port, Identity identity) {
    MeshService plain = service(port);
    Listener listener = new Listener(new Address("127.0.0.1", 0), "", TlsMode.MUTUAL);
    MeshService service =
        new MeshService(
            plain.name(),
            plain.protocol(),
            List.of(listener),
            plain.versions(),
            plain.routes(),
            plain.policies(),
            TlsMode.NONE);
    return with(Meshes.mesh(plain), "inner", identity, service);
  }

  private Mesh outer(int port, Protocol protocol, Identity identity) {
    MeshService plain = service(port);
    MeshService service =
        new MeshService(
            plain.name(),
            protocol,
            plain.listeners(),
            plain.versions(),
            plain.routes(),
            plain.policies(),
            TlsMode.MUTUAL);
    return with(Meshes.mesh(plain), "outer", identity, service);
  }

  private static MeshService service(int port) {
    return Meshes.service(
        Policies.DEFAULT, List.of(Meshes.route(Split.allTo("v1"))), Meshes.version("v1", port));
  }

  @Test
  void bothSidesShowWhoTheyAreOnBothProtocols() throws Exception {
    Identity shared = identity("shop.local", "ca");
    for (Protocol protocol : List.of(Protocol.HTTP, Protocol.HTTP2)) {
      try (Backend backend = Backend.answering("secret");
          MeshProcess inner = MeshProcess.start(inner(backend.port(), shared), Ticker.SYSTEM, 1);
          MeshProcess outer =
              MeshProcess.start(outer(Meshes.portOf(inner), protocol, shared), Ticker.SYSTEM, 1)) {
        assertThat(Caller.once(Meshes.portOf(outer), "/").body()).isEqualTo("secret");
        assertThat(Caller.once(Meshes.portOf(outer), "/").body()).isEqualTo("secret");
        assertThat(Admin.get(inner, "/metrics").body())
            .containsPattern(
                "istio_requests_total\\{.*source_workload=\"outer\".*"
                    + "connection_security_policy=\"mutual_tls\".*} 2");
      }
    }
  }

  @Test
  void aClientInPlainTextGetsNothing() throws Exception {
    try (Backend backend = Backend.answering("secret");
        MeshProcess inner =
            MeshProcess.start(
                inner(backend.port(), identity("shop.local", "ca")), Ticker.SYSTEM, 1);
        Caller caller = new Caller(Meshes.portOf(inner))) {
      caller.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(caller.socket.getInputStream().readAllBytes())
          .isNotEqualTo("secret".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      assertThat(backend.requests).isEmpty();
    }
  }

  @Test
  void anotherAuthorityAndAnotherDomainAreNotBelieved() throws Exception {
    try (Backend backend = Backend.answering("secret");
        MeshProcess inner =
            MeshProcess.start(
                inner(backend.port(), identity("shop.local", "ca")), Ticker.SYSTEM, 1);
        MeshProcess forged =
            MeshProcess.start(
                outer(Meshes.portOf(inner), Protocol.HTTP, identity("shop.local", "other")),
                Ticker.SYSTEM,
                1);
        MeshProcess foreign =
            MeshProcess.start(
                outer(Meshes.portOf(inner), Protocol.HTTP, identity("else.where", "ca")),
                Ticker.SYSTEM,
                1)) {
      assertThat(Caller.once(Meshes.portOf(forged), "/").status()).isEqualTo(502);
      assertThat(Caller.once(Meshes.portOf(foreign), "/").status()).isEqualTo(502);
      assertThat(backend.requests).isEmpty();
    }
  }
}
