// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.auth;

import dev.ballast.ledger.Documents;
import dev.ballast.model.Names;
import dev.ballast.server.digest.Sha256;
import dev.ballast.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The bearer tokens, kept hashed in the ledger. A secret holds 256 random bits, so one round of
 * SHA-256 is enough: there is nothing to guess that a slow hash would protect.
 */
public final class TokenStore {

  private static final String KIND = "token";
  private static final String PREFIX = "blst_";
  private static final int SECRET_BYTES = 32;
  private static final int ID_LENGTH = 12;

  private final Documents documents;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public TokenStore(Documents documents, InstantSource clock) {
    this.documents = documents;
    this.clock = clock;
  }

  /** A new token with its secret, which is shown once and kept nowhere. */
  public record Created(Token token, String secret) {

    /** Without the secret, so that none ends in a log. */
    @Override
    public String toString() {
      return token.toString();
    }
  }

  /**
   * Makes a token.
   *
   * @throws IllegalArgumentException when the name is not one of {@link Names#RULE}
   */
  public Created create(String name, Role role) {
    if (!Names.isValid(name)) {
      throw new IllegalArgumentException("name: " + name + " (expected: " + Names.RULE + ")");
    }
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    String hash = hash(secret);
    Token token = new Token(hash.substring(0, ID_LENGTH), name, role, clock.instant(), hash);
    if (documents.put(KIND, token.id(), Json.text(token), 0).isEmpty()) {
      throw new IllegalStateException("token " + token.id() + " exists already");
    }
    return new Created(token, secret);
  }

  /** All tokens by id. */
  public List<Token> list() {
    return documents.list(KIND).values().stream()
        .map(document -> Json.read(document.content(), Token.class))
        .toList();
  }

  public boolean isEmpty() {
    return documents.list(KIND).isEmpty();
  }

  /** Ends a token at once; empty when no token has the id. */
  public Optional<Token> revoke(String id) {
    return documents
        .get(KIND, id)
        .filter(document -> documents.delete(KIND, id, document.version()))
        .map(document -> Json.read(document.content(), Token.class));
  }

  /** The token with this secret. Compares in constant time; the id alone tells nothing. */
  Optional<Token> find(String secret) {
    byte[] hash = hash(secret).getBytes(StandardCharsets.US_ASCII);
    String id = new String(hash, 0, ID_LENGTH, StandardCharsets.US_ASCII);
    return documents
        .get(KIND, id)
        .map(document -> Json.read(document.content(), Token.class))
        .filter(
            token -> MessageDigest.isEqual(hash, token.hash().getBytes(StandardCharsets.US_ASCII)));
  }

  private static String hash(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
  }
}
