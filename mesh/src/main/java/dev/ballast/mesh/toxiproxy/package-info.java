// SPDX-License-Identifier: Apache-2.0
/** TCP proxies that speak Toxiproxy's HTTP API, for the clients that exist. */
@NullMarked
package dev.ballast.mesh.toxiproxy;

import org.jspecify.annotations.NullMarked;
