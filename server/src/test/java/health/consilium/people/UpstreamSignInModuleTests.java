package health.consilium.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import health.consilium.people.Subjects.Subject;
import health.consilium.smart.AppSignIn;
import health.consilium.smart.Http;
import health.consilium.smart.SmartTestServer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Staff of a hospital sign in through its OpenID provider: the whole dance over HTTP, with a provider of its own process. */
class UpstreamSignInModuleTests {

    private static final MockOAuth2Server PROVIDER = SmartTestServer.provider();

    private static final String YESTERDAY = "yesterday";

    private final SmartTestServer server = SmartTestServer.get();
    private final String subject = UUID.randomUUID().toString();

    @Test
    void aMappedSubjectSignsInAndGetsATokenOfOurs() {
        map("coordinator");
        AppSignIn app = new AppSignIn("openid fhirUser user/*.rs");
        app.authorize();
        HttpResponse<String> back = throughProvider(app.http(), "hospital", Map.of("acr", "mfa"));
        assertThat(back.headers().firstValue("Location").orElseThrow()).contains("/oauth2/authorize?");
        HttpResponse<String> code = app.http().get(AppSignIn.location(back));
        String token = Http.json(app.exchange(AppSignIn.query(URI.create(AppSignIn.location(code)), "code")))
                .path("access_token")
                .asText();
        assertThat(Http.json(app.http().fhir(token)).path("subject").asText()).isEqualTo("coordinator");
        assertThat(Http.json(app.http().fhir(token)).path("role").asText()).isEqualTo("COORDINATOR");
    }

    @Test
    void theRequestCarriesStateNonceAndAPkceChallenge() {
        String location = AppSignIn.location(new Http().get("/login/with/hospital"));
        URI uri = URI.create(location);
        assertThat(location)
                .startsWith(PROVIDER.authorizationEndpointUrl("hospital").toString());
        assertThat(AppSignIn.query(uri, "state")).isNotBlank();
        assertThat(AppSignIn.query(uri, "nonce")).isNotBlank();
        assertThat(AppSignIn.query(uri, "code_challenge_method")).isEqualTo("S256");
        assertThat(AppSignIn.query(uri, "acr_values")).isEqualTo("mfa");
        assertThat(AppSignIn.query(uri, "redirect_uri")).endsWith("/login/back/hospital");
    }

    @Test
    void howRecentItHasToBeIsAskedOfTheProviderAndWhatItSaysCounts() {
        map("coordinator");
        AppSignIn app = new AppSignIn("openid user/*.rs").with("max_age", "600");
        app.authorize();
        String asked = AppSignIn.location(app.http().get("/login/with/hospital"));
        assertThat(AppSignIn.query(URI.create(asked), "max_age")).isEqualTo("600");
        assertThat(AppSignIn.query(URI.create(asked), "nonce")).isNotBlank();
        assertThat(AppSignIn.query(URI.create(asked), "acr_values")).isEqualTo("mfa");
        assertThat(AppSignIn.location(new Http().get("/login/with/hospital"))).doesNotContain("max_age");

        long now = Instant.now().getEpochSecond();
        assertThat(afterProvider(app, Map.of("acr", "mfa", "auth_time", now - 3600)))
                .as("an hour ago")
                .contains("/login");
        assertThat(afterProvider(app, Map.of("acr", "mfa")))
                .as("nobody knows when")
                .contains("/login");
        assertThat(afterProvider(app, Map.of("acr", "mfa", "auth_time", now - 60)))
                .as("a minute ago")
                .contains("code=");
    }

    /** Where the app's request leads when the provider has sent the person back. */
    private String afterProvider(AppSignIn app, Map<String, Object> claims) {
        app.authorize();
        HttpResponse<String> back = throughProvider(app.http(), "hospital", claims);
        return AppSignIn.location(app.http().get(AppSignIn.location(back)));
    }

    @Test
    void anIdTokenSaysWhenThePersonSignedInAtTheProvider() throws Exception {
        map("coordinator");
        long then = Instant.now().getEpochSecond() - 7200;
        assertThat(idToken(Map.of("acr", "mfa", "auth_time", then)).getDateClaim("auth_time"))
                .isEqualTo(Date.from(Instant.ofEpochSecond(then)));
        assertThat(idToken(Map.of("acr", "mfa")).getClaim("auth_time")).isNull();
    }

    private JWTClaimsSet idToken(Map<String, Object> claims) throws ParseException {
        AppSignIn app = new AppSignIn("openid user/*.rs");
        app.authorize();
        HttpResponse<String> back = throughProvider(app.http(), "hospital", claims);
        HttpResponse<String> code = app.http().get(AppSignIn.location(back));
        String token = Http.json(app.exchange(AppSignIn.query(URI.create(AppSignIn.location(code)), "code")))
                .path("id_token")
                .asText();
        return SignedJWT.parse(token).getJWTClaimsSet();
    }

    @Test
    void anUnknownSubjectIsToldWhatToTellTheAdministrator() {
        Http http = new Http();
        HttpResponse<String> back = throughProvider(http, "hospital", Map.of("acr", "mfa"));
        assertThat(back.headers().firstValue("Location")).hasValue("/login?unknown");
        assertThat(http.get("/login?unknown").body())
                .contains("there is no account for you here", subject)
                .contains(PROVIDER.issuerUrl("hospital").toString());
        assertThat(http.get("/account").statusCode()).isEqualTo(302);
    }

    @Test
    void aSignInThatIsTooWeakIsRefused() {
        map("coordinator");
        for (Map<String, Object> claims : List.<Map<String, Object>>of(Map.of("acr", "pwd"), Map.of())) {
            Http http = new Http();
            assertThat(throughProvider(http, "hospital", claims).headers().firstValue("Location"))
                    .hasValue("/login?weak");
            assertThat(http.get("/login?weak").body()).contains("strongly enough");
            assertThat(http.get("/account").statusCode()).isEqualTo(302);
        }
    }

    @Test
    void anAnswerToNoQuestionOfOursIsRefused() {
        map("coordinator");
        Http http = new Http();
        String callback = AppSignIn.location(provider(new Http(), "hospital", Map.of("acr", "mfa")));
        HttpResponse<String> refused = http.get(
                URI.create(callback).getRawPath() + "?" + URI.create(callback).getRawQuery());
        assertThat(refused.headers().firstValue("Location")).hasValue("/login?issuer");
        assertThat(http.get("/account").statusCode()).isEqualTo(302);
    }

    @Test
    void anIdTokenOfYesterdayIsRefused() {
        map("coordinator");
        Http http = new Http();
        assertThat(throughProvider(http, "hospital", Map.of("acr", "mfa", YESTERDAY, true))
                        .headers()
                        .firstValue("Location"))
                .hasValue("/login?issuer");
    }

    @Test
    void aProviderThatCannotBeReachedIsSaidToBe() {
        HttpResponse<String> page = new Http().get("/login/with/unreachable");
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("cannot be reached at the moment");
        assertThat(new Http().get("/login/with/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void theSignInPageOffersEachProvider() {
        assertThat(new Http().get("/login").body()).contains("/login/with/hospital", "Sign in with Mercy Hospital");
    }

    @Test
    void whoComesThroughAProviderAddsNoPasskeyThatOutlivesIt() {
        map("coordinator");
        Http http = new Http();
        throughProvider(http, "hospital", Map.of("acr", "mfa"));
        String page = http.get("/passkeys").body();
        assertThat(page).doesNotContain("data-passkey=\"add\"");
        String csrf = page.replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        assertThat(http.post("/webauthn/register/options", Map.of(), "X-CSRF-TOKEN", csrf)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void theSessionHoldsOurSignInAndNoTokenOfTheProvider() {
        map("coordinator");
        Http http = new Http();
        throughProvider(http, "hospital", Map.of("acr", "mfa"));
        List<byte[]> contexts = server.bean(JdbcTemplate.class)
                .queryForList(
                        "select attribute_bytes from spring_session_attributes where attribute_name"
                                + " = 'SPRING_SECURITY_CONTEXT'",
                        byte[].class);
        assertThat(contexts).isNotEmpty().allSatisfy(bytes -> assertThat(new String(bytes))
                .doesNotContain("OidcIdToken", "OAuth2AuthenticationToken", "WebAuthnAuthentication"));
    }

    private void map(String username) {
        server.bean(Subjects.class)
                .map(new Subject(PROVIDER.issuerUrl("hospital").toString(), subject), username);
    }

    private HttpResponse<String> throughProvider(Http http, String issuer, Map<String, Object> claims) {
        return http.get(AppSignIn.location(provider(http, issuer, claims)));
    }

    /** To the provider, which signs the person in, and as far as the redirect back. */
    private HttpResponse<String> provider(Http http, String issuer, Map<String, Object> claims) {
        Map<String, Object> others = new HashMap<>(claims);
        long expiry = others.remove(YESTERDAY) == null ? 300 : -86_400;
        PROVIDER.enqueueCallback(new DefaultOAuth2TokenCallback(
                issuer, subject, JOSEObjectType.JWT.getType(), List.of("consilium"), others, expiry));
        return http.get(AppSignIn.location(http.get("/login/with/" + issuer)));
    }
}
