// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.load;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Whose certificates a load believes; names are always checked. */
public final class Encryption {

  private final SslContext context;

  private Encryption(SslContext context) {
    this.context = context;
  }

  /**
   * Believes what these authorities have signed.
   *
   * @param authorities a PEM file, or the usual authorities of the JDK
   * @throws IOException when the file has no certificates
   */
  public static Encryption of(Optional<Path> authorities) throws IOException {
    SslContextBuilder builder = SslContextBuilder.forClient();
    try {
      authorities.ifPresent(file -> builder.trustManager(file.toFile()));
      return new Encryption(builder.build());
    } catch (IllegalArgumentException e) {
      throw new IOException("no certificates in it", e);
    }
  }

  SslContext context() {
    return context;
  }
}
