// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.node;

/** The caller asked for something that makes no sense: status 400. */
public final class BadRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BadRequestException(String message) {
    super(message);
  }
}
