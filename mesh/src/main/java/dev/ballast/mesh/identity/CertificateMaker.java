// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.identity;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;

/** Makes certificates of X.509 version 3 (RFC 5280) with keys on P-256. */
final class CertificateMaker {

  private static final String SIGNATURE = "SHA256withECDSA";
  private static final byte[] ALGORITHM = Der.sequence(Der.identifier("1.2.840.10045.4.3.2"));
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int URI_NAME = 6;

  private CertificateMaker() {}

  static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
    return generator.generateKeyPair();
  }

  /** A certificate that signs others, signed by itself. */
  static X509Certificate root(String name, KeyPair keys, Instant from, Instant until)
      throws GeneralSecurityException {
    byte[] extensions =
        Der.sequence(
            extension("2.5.29.19", true, Der.sequence(Der.flag(true))),
            // keyCertSign and cRLSign
            extension("2.5.29.15", true, Der.bits(new byte[] {0x06}, 1)));
    return signed(name, name, keys.getPublic(), from, until, extensions, keys.getPrivate());
  }

  /** A certificate for servers and clients, whose only meaningful name is an identity. */
  static X509Certificate leaf(
      String identity, PublicKey key, Instant from, Instant until, String issuer, PrivateKey signer)
      throws GeneralSecurityException {
    byte[] uses =
        Der.sequence(Der.identifier("1.3.6.1.5.5.7.3.1"), Der.identifier("1.3.6.1.5.5.7.3.2"));
    byte[] names =
        Der.sequence(Der.implicit(URI_NAME, identity.getBytes(StandardCharsets.US_ASCII)));
    byte[] extensions =
        Der.sequence(
            extension("2.5.29.19", true, Der.sequence()),
            // digitalSignature
            extension("2.5.29.15", true, Der.bits(new byte[] {(byte) 0x80}, 7)),
            extension("2.5.29.37", false, uses),
            extension("2.5.29.17", false, names));
    return signed("workload", issuer, key, from, until, extensions, signer);
  }

  private static byte[] extension(String identifier, boolean critical, byte[] content) {
    return critical
        ? Der.sequence(Der.identifier(identifier), Der.flag(true), Der.octets(content))
        : Der.sequence(Der.identifier(identifier), Der.octets(content));
  }

  private static X509Certificate signed(
      String subject,
      String issuer,
      PublicKey key,
      Instant from,
      Instant until,
      byte[] extensions,
      PrivateKey signer)
      throws GeneralSecurityException {
    byte[] content =
        Der.sequence(
            Der.explicit(0, Der.integer(BigInteger.TWO)),
            Der.integer(new BigInteger(120, RANDOM).setBit(119)),
            ALGORITHM,
            name(issuer),
            Der.sequence(Der.time(from), Der.time(until)),
            name(subject),
            key.getEncoded(),
            Der.explicit(3, extensions));
    Signature signature = Signature.getInstance(SIGNATURE);
    signature.initSign(signer, RANDOM);
    signature.update(content);
    byte[] whole = Der.sequence(content, ALGORITHM, Der.bits(signature.sign(), 0));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(whole));
  }

  private static byte[] name(String common) {
    return Der.sequence(Der.set(Der.sequence(Der.identifier("2.5.4.3"), Der.text(common))));
  }
}
