// SPDX-License-Identifier: Apache-2.0
/** Who speaks: SPIFFE identities in certificates, from a built-in authority or from files. */
@NullMarked
package dev.ballast.mesh.identity;

import org.jspecify.annotations.NullMarked;
