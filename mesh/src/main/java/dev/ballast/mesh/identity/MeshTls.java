// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.identity;

import dev.ballast.model.mesh.Identity;
import dev.ballast.model.mesh.Mesh;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS for listeners and endpoints, where both sides show who they are. A connection uses the
 * certificate that is current when it is made; renewing changes nothing for those that are open.
 */
public final class MeshTls {

  private static final Logger LOG = LoggerFactory.getLogger(MeshTls.class);

  /** What is shown to and believed of whom. */
  private record Use(boolean server, boolean http2, String own, String peer) {}

  private record Current(SslContext context, java.time.Instant renewAt) {}

  private final Credentials credentials;
  private final String trustDomain;
  private final String meshName;
  private final InstantSource clock;
  private final Map<Use, Current> contexts = new ConcurrentHashMap<>();

  /**
   * Opens or founds the authority, or reads the files.
   *
   * @throws IOException when keys or certificates cannot be read
   */
  public MeshTls(Mesh mesh, InstantSource clock) throws IOException, GeneralSecurityException {
    Identity identity = mesh.identity();
    this.trustDomain = identity.trustDomain();
    this.meshName = mesh.name();
    this.clock = clock;
    this.credentials =
        identity.folder().isEmpty()
            ? new PemCredentials(identity, clock)
            : new Authority(Path.of(identity.folder()), trustDomain, identity.lifetime(), clock);
    credentials.of(meshName); // So that what is wrong is said at the start.
  }

  /** For the listeners of a service: clients of the trust domain only. */
  public Supplier<SslContext> server(String service) {
    return () -> current(new Use(true, true, service, ""));
  }

  /** For connections to a service: its own identity only, and ours is the mesh's. */
  public Supplier<SslContext> client(String service, boolean http2) {
    return () -> current(new Use(false, http2, meshName, service));
  }

  private SslContext current(Use use) {
    Current known = contexts.get(use);
    if (known != null && clock.instant().isBefore(known.renewAt())) {
      return known.context();
    }
    return contexts.compute(use, this::renewed).context();
  }

  /** Another thread may have been faster; and an old certificate is better than none. */
  private Current renewed(Use use, @org.jspecify.annotations.Nullable Current known) {
    if (known != null && clock.instant().isBefore(known.renewAt())) {
      return known;
    }
    try {
      Credentials.Credential own = credentials.of(use.own());
      return new Current(context(use, own), own.renewAt());
    } catch (GeneralSecurityException | IOException e) {
      LOG.atError().setCause(e).log("event=mesh.certificate_failed service={}", use.own());
      if (known == null) {
        throw new IllegalStateException("no certificate for " + use.own(), e);
      }
      return known;
    }
  }

  private SslContext context(Use use, Credentials.Credential own)
      throws GeneralSecurityException, IOException {
    X509Certificate[] chain = own.chain().toArray(X509Certificate[]::new);
    SslContextBuilder builder =
        use.server()
            ? SslContextBuilder.forServer(own.key(), chain).clientAuth(ClientAuth.REQUIRE)
            : SslContextBuilder.forClient().keyManager(own.key(), chain);
    return builder
        .trustManager(new SpiffeTrust(own.roots(), trustDomain, use.peer()))
        .endpointIdentificationAlgorithm(null)
        .applicationProtocolConfig(alpn(use))
        .protocols("TLSv1.3", "TLSv1.2")
        .build();
  }

  private static ApplicationProtocolConfig alpn(Use use) {
    String[] names =
        !use.http2()
            ? new String[] {ApplicationProtocolNames.HTTP_1_1}
            : use.server()
                ? new String[] {ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1}
                : new String[] {ApplicationProtocolNames.HTTP_2};
    return new ApplicationProtocolConfig(
        ApplicationProtocolConfig.Protocol.ALPN,
        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
        names);
  }
}
