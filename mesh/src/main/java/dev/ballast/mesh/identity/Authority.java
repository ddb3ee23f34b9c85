// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * The built-in certificate authority. Its key lives in a folder that only its owner may read;
 * meshes that share the folder believe each other.
 */
final class Authority implements Credentials {

  private static final Duration ROOT_LIFETIME = Duration.ofDays(3650);

  /** Clocks differ a little. */
  private static final Duration EARLIER = Duration.ofMinutes(5);

  private final String trustDomain;
  private final Duration lifetime;
  private final InstantSource clock;
  private final X509Certificate root;
  private final PrivateKey key;

  Authority(Path folder, String trustDomain, Duration lifetime, InstantSource clock)
      throws IOException, GeneralSecurityException {
    this.trustDomain = trustDomain;
    this.lifetime = lifetime;
    this.clock = clock;
    Path keyFile = folder.resolve("ca-key.pem");
    Path rootFile = folder.resolve("ca.pem");
    if (!Files.exists(rootFile)) {
      found(folder, keyFile, rootFile);
    }
    root = Pem.certificates(rootFile).getFirst();
    key = Pem.key(keyFile);
  }

  /** The certificate comes last, so a half-made authority is made again. */
  private void found(Path folder, Path keyFile, Path rootFile)
      throws IOException, GeneralSecurityException {
    Files.createDirectories(folder);
    KeyPair keys = CertificateMaker.keys();
    Instant now = clock.instant();
    X509Certificate made =
        CertificateMaker.root(issuer(), keys, now.minus(EARLIER), now.plus(ROOT_LIFETIME));
    Files.deleteIfExists(keyFile);
    Files.createFile(
        keyFile,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        keyFile, Pem.text("PRIVATE KEY", keys.getPrivate().getEncoded()), StandardOpenOption.WRITE);
    Files.writeString(rootFile, Pem.text("CERTIFICATE", made.getEncoded()));
  }

  private String issuer() {
    return "Ballast mesh " + trustDomain;
  }

  @Override
  public Credential of(String service) throws GeneralSecurityException {
    KeyPair keys = CertificateMaker.keys();
    Instant now = clock.instant();
    X509Certificate leaf =
        CertificateMaker.leaf(
            SpiffeId.of(trustDomain, service).toString(),
            keys.getPublic(),
            now.minus(EARLIER),
            now.plus(lifetime),
            issuer(),
            key);
    return new Credential(
        keys.getPrivate(), List.of(leaf), List.of(root), now.plus(lifetime.dividedBy(2)));
  }
}
