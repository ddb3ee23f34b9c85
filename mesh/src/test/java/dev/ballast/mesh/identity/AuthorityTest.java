// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.model.mesh.AccessLog;
import dev.ballast.model.mesh.Identity;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.mesh.RequestLimits;
import dev.ballast.model.mesh.Tracing;
import io.netty.handler.ssl.SslContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuthorityTest {

  @TempDir private Path folder = Path.of("");

  private Authority authority(Instant now) throws Exception {
    return new Authority(folder, "shop.local", Duration.ofHours(24), InstantSource.fixed(now));
  }

  @Test
  void certifiesIdentitiesThatTheJdkBelieves() throws Exception {
    Instant now = Instant.now();
    Credentials.Credential own = authority(now).of("payments");
    X509Certificate leaf = own.chain().getFirst();
    leaf.verify(own.roots().getFirst().getPublicKey());
    assertThat(SpiffeId.of(leaf).orElseThrow())
        .hasToString("spiffe://shop.local/ns/default/sa/payments");
    assertThat(leaf.getNotAfter().toInstant()).isBefore(now.plus(Duration.ofHours(25)));
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(own.renewAt()).isEqualTo(now.plus(Duration.ofHours(12)));
    X509Certificate[] chain = own.chain().toArray(X509Certificate[]::new);
    new SpiffeTrust(own.roots(), "shop.local", "payments").checkServerTrusted(chain, "ECDHE_ECDSA");
    new SpiffeTrust(own.roots(), "shop.local", "").checkClientTrusted(chain, "EC");
    assertThatThrownBy(
            () ->
                new SpiffeTrust(own.roots(), "shop.local", "orders")
                    .checkServerTrusted(chain, "ECDHE_ECDSA"))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("sa/payments (expected: spiffe://shop.local/ns/default/sa/orders)");
  }

  @Test
  void keepsItsKeyForItselfAndIsTheSameNextTime() throws Exception {
    X509Certificate first = authority(Instant.now()).of("a").roots().getFirst();
    assertThat(authority(Instant.now()).of("a").roots()).isEqualTo(List.of(first));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("ca-key.pem"))))
        .isEqualTo("rw-------");
  }

  @Test
  void renewsCertificatesAfterHalfOfTheirLifetime() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    Mesh mesh =
        new Mesh(
            "edge",
            "",
            Mesh.ADMIN,
            1,
            "",
            RequestLimits.DEFAULT,
            Tracing.DEFAULT,
            AccessLog.NONE,
            new Identity("shop.local", folder.toString(), "", "", "", Duration.ofHours(24)),
            List.of());
    Supplier<SslContext> server = new MeshTls(mesh, now::get).server("payments");
    SslContext first = server.get();
    assertThat(server.get()).isSameAs(first);
    now.set(now.get().plus(Duration.ofHours(13)));
    assertThat(server.get()).isNotSameAs(first);
  }

  @Test
  void readsIdentitiesStrictly() {
    assertThat(SpiffeId.parse("spiffe://a/ns/b/sa/c")).isPresent();
    assertThat(SpiffeId.parse("spiffe://a/ns/b/sa/")).isEmpty();
    assertThat(SpiffeId.parse("spiffe://a/ns/b/sa/c/d")).isEmpty();
    assertThat(SpiffeId.parse("https://a/ns/b/sa/c")).isEmpty();
  }
}
