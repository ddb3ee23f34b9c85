// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.change;

import dev.ballast.connect.webhook.MissingSecretException;
import dev.ballast.connect.webhook.Secrets;
import dev.ballast.model.Secret;
import dev.ballast.server.digest.HmacSha256;
import dev.ballast.server.http.ApiException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Checks {@code X-Hub-Signature-256}: that GitHub sent these very bytes. */
final class GitHubSignature {

  private static final String SCHEME = "sha256=";

  private final Secret secret;
  private final Secrets secrets;

  GitHubSignature(Secret secret, Secrets secrets) {
    this.secret = secret;
    this.secrets = secrets;
  }

  /** Throws when the signature is not right, or cannot be checked. */
  void check(String header, byte[] body) {
    if (secret instanceof Secret.None) {
      throw new ApiException(
          403,
          "no_secret",
          "X-Hub-Signature-256: cannot be checked (expected: a secret that GitHub and this server"
              + " share). Fix: ballast serve --github-secret env:NAME or file:PATH");
    }
    String key;
    try {
      key = secrets.of(secret);
    } catch (MissingSecretException e) {
      throw new ApiException(503, "no_secret", "GitHub's secret: " + e.getMessage());
    }
    byte[] expected =
        (SCHEME + HexFormat.of().formatHex(HmacSha256.of(key, body)))
            .getBytes(StandardCharsets.US_ASCII);
    if (!MessageDigest.isEqual(expected, header.getBytes(StandardCharsets.US_ASCII))) {
      throw new ApiException(
          401,
          "bad_signature",
          header.isEmpty()
              ? "X-Hub-Signature-256: missing (expected: sha256=… of the body)"
              : "X-Hub-Signature-256: does not fit the body and the secret");
    }
  }
}
