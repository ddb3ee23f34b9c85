// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

/** Whether a connection is encrypted, and who shows a certificate. */
public enum TlsMode {
  NONE,
  /** Both sides show a certificate of the mesh's trust domain. */
  MUTUAL
}
