// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.policy;

/** FNV-1a over characters: stable over restarts, which {@code hashCode} need not be. */
public final class Hashes {

  private Hashes() {}

  public static long of(CharSequence text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
