// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;

/** A response of the mesh itself. */
record Reply(HttpResponse head, LastHttpContent content) {}
