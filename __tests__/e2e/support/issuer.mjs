// An OpenID Connect issuer on a free port of 127.0.0.1; it prints its URL. It knows the client relay, and ends with its input.
import { createServer } from "node:http";
import Provider from "oidc-provider";

const CLIENT = {
  client_id: "relay",
  client_secret: "secret",
  grant_types: ["client_credentials"],
  redirect_uris: [],
  response_types: [],
};

const resourceServer = { scope: "sync", accessTokenFormat: "jwt", accessTokenTTL: 36_000 };

const server = createServer().listen(0, "127.0.0.1", () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(url, {
    clients: [CLIENT],
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => "urn:mechcloud",
        useGrantedResource: () => true,
        getResourceServerInfo: () => resourceServer,
      },
    },
  });
  server.on("request", provider.callback());
  console.log(url);
});

process.stdin.resume().on("end", () => process.exit());
