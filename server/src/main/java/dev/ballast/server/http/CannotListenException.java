// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.http;

/** The address is none that this process can listen on; the message is a problem of a flag. */
public final class CannotListenException extends RuntimeException {

  private static final long serialVersionUID = 1;

  CannotListenException(String message) {
    super(message);
  }
}
