package health.consilium.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.Uninterruptibles;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import health.consilium.smart.Account;
import health.consilium.smart.Accounts;
import health.consilium.smart.AppSignIn;
import health.consilium.smart.Http;
import health.consilium.smart.PartyRole;
import health.consilium.smart.SmartTestServer;
import health.consilium.smart.TestTokens;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Links, invite codes, pages and sessions, over HTTP. */
class PeoplePagesModuleTests {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final SmartTestServer server = SmartTestServer.get();
    private final Http http = new Http();
    private final String username = "p-" + UUID.randomUUID();
    private final JdbcTemplate jdbc = server.bean(JdbcTemplate.class);
    private final LoginLinks links = server.bean(LoginLinks.class);
    private final SmartTestServer.Trail trail = server.bean(SmartTestServer.Trail.class);
    private final Invites invites = server.bean(Invites.class);

    @BeforeEach
    void register() {
        server.bean(Accounts.class)
                .register(new Account(
                        username, "A patient", PartyRole.PATIENT, "Patient/" + username, Optional.empty(), true));
    }

    @Test
    void aLinkSignsInOnce() {
        String link = links.create(username, "admin");
        assertThat(open(http, link).headers().firstValue("Location")).hasValue("/passkeys");
        assertThat(http.get("/passkeys").body()).contains("You have no passkey yet", "Invite code");

        Http second = new Http();
        assertThat(open(second, link).headers().firstValue("Location")).hasValue("/login/link?spent");
        assertThat(second.get("/passkeys").statusCode()).isEqualTo(302);
    }

    @Test
    void lookingAtALinkDoesNotUseItUp() {
        String link = links.create(username, "admin");
        Http scanner = new Http();
        assertThat(scanner.get(link).body()).contains("Sign in with this link");
        assertThat(scanner.get(link).statusCode()).isEqualTo(200);
        assertThat(scanner.method("HEAD", link).statusCode()).isEqualTo(200);
        assertThat(scanner.post("/login/link/open", Map.of("token", link.replaceAll(".*token=", "")))
                        .statusCode())
                .as("a form that comes from no page of ours")
                .isEqualTo(403);
        assertThat(open(http, link).headers().firstValue("Location")).hasValue("/passkeys");
    }

    @Test
    void aLinkOfWhichTheUseCannotBeRecordedStaysGood() {
        String link = links.create(username, "admin");
        trail.whenSignsIn(username, PeoplePagesModuleTests::noSpaceLeft);
        assertThat(open(http, link).statusCode()).isEqualTo(500);
        assertThat(http.get("/passkeys").statusCode()).as("nobody got in").isEqualTo(302);

        trail.whenSignsIn(username, () -> {});
        assertThat(open(http, link).headers().firstValue("Location")).hasValue("/passkeys");
        assertThat(open(new Http(), link).headers().firstValue("Location")).hasValue("/login/link?spent");
    }

    @ParameterizedTest
    @CsvSource({"true, /passkeys, /login/link?spent", "false, '', /passkeys"})
    void ofTwoWhoOpenALinkAtOnceTheSecondWaitsAndOneGetsIn(boolean recorded, String first, String second)
            throws Exception {
        String link = links.create(username, "admin");
        CountDownLatch recording = new CountDownLatch(1);
        CountDownLatch decided = new CountDownLatch(1);
        AtomicBoolean isFirst = new AtomicBoolean(true);
        trail.whenSignsIn(username, () -> {
            if (isFirst.getAndSet(false)) {
                recording.countDown();
                Uninterruptibles.awaitUninterruptibly(decided, 20, TimeUnit.SECONDS);
                if (!recorded) {
                    noSpaceLeft();
                }
            }
        });
        var one = CompletableFuture.supplyAsync(() -> open(new Http(), link));
        assertThat(recording.await(20, TimeUnit.SECONDS)).isTrue();
        var other = CompletableFuture.supplyAsync(() -> open(new Http(), link));
        await().untilAsserted(() -> assertThat(jdbc.queryForObject(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                + " and query like 'delete from person_link%'",
                        Long.class))
                .as("waits for what becomes of the first")
                .isEqualTo(1));
        decided.countDown();

        assertThat(one.get().headers().firstValue("Location").orElse("")).isEqualTo(first);
        assertThat(other.get().headers().firstValue("Location")).hasValue(second);
        assertThat(sessions()).isEqualTo(1);
    }

    private static void noSpaceLeft() {
        throw new IllegalStateException("No space left on device");
    }

    @Test
    void aLinkOfYesterdayIsSpent() {
        String link = links.create(username, "admin");
        jdbc.update("update person_link set expires_at = now() - interval '1 second' where username = ?", username);
        assertThat(open(http, link).headers().firstValue("Location")).hasValue("/login/link?spent");
    }

    @Test
    void theDatabaseKeepsNoLinkAndNoCode() {
        String token = links.create(username, "admin").replaceAll(".*token=", "");
        String code = invites.create(username).code();
        assertThat(jdbc.queryForList("select token_hash from person_link", String.class))
                .doesNotContain(token);
        assertThat(jdbc.queryForList("select code_hash from person_invite", String.class))
                .noneMatch(hash -> hash.contains(code));
    }

    @Test
    void aLinkOfAnAccountThatWasSwitchedOffIsWorthNothing() {
        String link = links.create(username, "admin");
        server.bean(Accounts.class)
                .register(new Account(
                        username, "A patient", PartyRole.PATIENT, "Patient/" + username, Optional.empty(), false));
        assertThat(open(http, link).headers().firstValue("Location")).hasValue("/login/link?spent");
    }

    @Test
    void knownAndUnknownAddressesGetTheSameAnswer() {
        server.bean(Contacts.class).save(new Contacts.Contact(username, username + "@example.org", "en"));
        HttpResponse<String> known = ask(username + "@example.org");
        HttpResponse<String> unknown = ask("nobody-" + username + "@example.org");
        assertThat(known.statusCode()).isEqualTo(unknown.statusCode()).isEqualTo(302);
        assertThat(known.headers().firstValue("Location"))
                .isEqualTo(unknown.headers().firstValue("Location"))
                .hasValue("/login/link?sent");
        await().untilAsserted(() -> assertThat(jdbc.queryForObject(
                        "select count(*) from person_link where username = ?", Long.class, username))
                .isEqualTo(1));
    }

    @Test
    void withoutTheInviteCodeALinkEnrolsNoPasskey() {
        open(http, links.create(username, "admin"));
        assertThat(register(http).statusCode()).isEqualTo(403);

        String code = invites.create(username).code();
        assertThat(post(http, "/passkeys", "/passkeys/code", Map.of("code", "AAAAA-AAAAA")))
                .isEqualTo("/passkeys?wrong");
        assertThat(register(http).statusCode()).isEqualTo(403);
        assertThat(post(
                        http,
                        "/passkeys",
                        "/passkeys/code",
                        Map.of("code", code.toLowerCase().replace('-', ' '))))
                .isEqualTo("/passkeys?invited");
        HttpResponse<String> options = register(http);
        assertThat(options.statusCode()).isEqualTo(200);
        assertThat(Http.json(options)
                        .at("/authenticatorSelection/userVerification")
                        .asText())
                .isEqualTo("required");
    }

    @Test
    void aCodeCanBeTriedFiveTimesAndWorksOnce() {
        String code = invites.create(username).code();
        for (int i = 0; i < 5; i++) {
            assertThat(invites.redeem(username, "00000-0000" + i)).isFalse();
        }
        assertThat(invites.redeem(username, code)).isFalse();

        String second = invites.create(username).code();
        assertThat(invites.redeem("somebody-else", second)).isFalse();
        assertThat(invites.redeem(username, second)).isTrue();
        assertThat(invites.redeem(username, second)).isFalse();
    }

    @Test
    void signingInAsksForUserVerification() {
        HttpResponse<String> options =
                http.post("/webauthn/authenticate/options", Map.of(), "X-CSRF-TOKEN", csrf(http));
        assertThat(Http.json(options).path("userVerification").asText()).isEqualTo("required");
        assertThat(Http.json(options).path("rpId").asText()).isEqualTo("localhost");
    }

    @Test
    void aForgedPasskeyIsRefusedAsOne() {
        http.post("/webauthn/authenticate/options", Map.of(), "X-CSRF-TOKEN", csrf(http));
        String forged =
                """
                {"id":"AAAA","rawId":"AAAA","type":"public-key","clientExtensionResults":{},"response":{
                 "authenticatorData":"AAAA","clientDataJSON":"AAAA","signature":"AAAA"}}""";
        for (String body : new String[] {forged, "{}", "", "null", "[]", "{\"id\":{}}"}) {
            HttpResponse<String> answer = http.postJson("/login/webauthn", body, "X-CSRF-TOKEN", csrf(http));
            assertThat(answer.statusCode()).as(body).isEqualTo(401);
            assertThat(answer.body()).as(body).isEmpty();
        }
    }

    @Test
    void aMalformedNewPasskeyIsRefusedAsOne() {
        open(http, links.create(username, "admin"));
        post(
                http,
                "/passkeys",
                "/passkeys/code",
                Map.of("code", invites.create(username).code()));
        for (String body : new String[] {"{}", "", "null", "{\"publicKey\":{}}", "{\"publicKey\":{\"label\":null}}"}) {
            register(http);
            HttpResponse<String> answer =
                    http.postJson("/webauthn/register", body, "X-CSRF-TOKEN", csrf(http, "/passkeys"));
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "hi, hi, ltr, साइन इन करें",
        "ar-EG, ar, rtl, تسجيل الدخول",
        "'fr-CA,en;q=0.5', fr, ltr, Se connecter",
        "zh-CN, zh-Hans, ltr, 登录",
        "en, en, ltr, Sign in",
        "sw, en, ltr, Sign in",
        "';;;', en, ltr, Sign in"
    })
    void pagesSpeakTheLanguageOfTheBrowser(String accepted, String language, String direction, String words) {
        assertThat(http.get("/login", "Accept-Language", accepted).body())
                .contains("<html lang=\"" + language + "\" dir=\"" + direction + "\">")
                .contains(words);
        assertThat(http.get("/login/link?lang=fr").body()).contains("Recevoir un lien");
        assertThat(http.get("/login", "Accept-Language", accepted).body())
                .as("what was chosen stays")
                .contains("Se connecter");
    }

    @Test
    void everyLanguageHasEveryWord() {
        for (var language : Words.LANGUAGES) {
            Words words = Words.in(language.toLanguageTag());
            assertThat(words.keys()).isEqualTo(Words.in("en").keys());
            assertThat(words.keys())
                    .allSatisfy(key -> assertThat(words.get(key, "1", "2", "3")).isNotBlank());
        }
    }

    @Test
    void pagesCarryNoScriptOfTheirOwn() {
        HttpResponse<String> page = http.get("/login");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContainPattern("<script(?! src)").doesNotContainPattern(" on\\w+=");
    }

    @Test
    void aSessionIsARowOfTheDatabaseAndEndsWithIt() {
        open(http, links.create(username, "admin"));
        assertThat(http.get("/passkeys").statusCode()).isEqualTo(200);
        assertThat(sessions()).isEqualTo(1);
        server.bean(SignedInPeople.class).end(username);
        assertThat(sessions()).isZero();
        assertThat(http.get("/passkeys").statusCode()).isEqualTo(302);
    }

    @Test
    void sessionsEndWithTheTransactionThatEndsThemAndStayIfItFails() {
        open(http, links.create(username, "admin"));
        TransactionTemplate transaction = new TransactionTemplate(server.bean(PlatformTransactionManager.class));
        transaction.executeWithoutResult(status -> {
            server.bean(SignedInPeople.class).end(username);
            status.setRollbackOnly();
        });
        assertThat(sessions()).isEqualTo(1);
        assertThat(http.get("/passkeys").statusCode()).isEqualTo(200);
    }

    @Test
    void aSessionEndsAfterEightHoursHoweverBusy() {
        open(http, links.create(username, "admin"));
        jdbc.update(
                "update spring_session set creation_time = creation_time - 28801000 where principal_name = ?",
                username);
        assertThat(http.get("/passkeys").statusCode()).isEqualTo(302);
    }

    @Test
    void anIdleSessionEndsAfterAQuarterOfAnHour() {
        open(http, links.create(username, "admin"));
        idleFor(899);
        assertThat(http.get("/passkeys").statusCode()).isEqualTo(200);
        idleFor(901);
        assertThat(http.get("/passkeys").statusCode()).isEqualTo(302);
    }

    private void idleFor(long seconds) {
        jdbc.update(
                "update spring_session set last_access_time = last_access_time - ? where principal_name = ?",
                seconds * 1000,
                username);
    }

    @Test
    void theCookieIsTheBrowsersAloneAndFhirIgnoresIt() {
        HttpResponse<String> page = http.get("/login");
        assertThat(page.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly", "SameSite=Lax", "Path=/");
        open(http, links.create(username, "admin"));
        assertThat(http.get("/fhir/Patient/1").statusCode()).isEqualTo(401);
    }

    @Test
    void anAppLearnsNothingOfStaffWhoCameByALink() {
        for (String staff : new String[] {"coordinator", "admin", "translator-1"}) {
            AppSignIn app = new AppSignIn("openid user/*.rs");
            open(app.http(), links.create(staff, "admin"));
            URI back = app.redirect(staff);
            assertThat(AppSignIn.query(back, "error")).isEqualTo("access_denied");
            assertThat(AppSignIn.query(back, "error_description")).contains("passkey");
            assertThat(AppSignIn.query(back, "code")).isNull();
        }
        AppSignIn app = new AppSignIn("openid launch/patient patient/*.rs");
        open(app.http(), links.create(username, "admin"));
        assertThat(app.code(username)).as("a patient looks at the own case").isNotNull();
    }

    @Test
    void whoCameByALinkTakesNoAppItsAccess() {
        AppSignIn app = new AppSignIn("openid offline_access launch/patient patient/*.rs");
        String refresh = Http.json(app.exchange(app.code("patient-2")))
                .path("refresh_token")
                .asText();
        open(http, links.create("patient-2", "admin"));
        HttpResponse<String> page = http.get("/account/apps", "Accept-Language", "fr");
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body())
                .contains("lang=\"fr\"", "href=\"/passkeys\"", "lien")
                .doesNotContain("Consilium demo", "<form");
        String csrf = csrf(http, "/account");
        HttpResponse<String> revoked = http.post("/account/apps", Map.of("client_id", "demo-app", "_csrf", csrf));
        assertThat(revoked.statusCode()).isEqualTo(403);
        assertThat(revoked.body()).contains("href=\"/passkeys\"");
        assertThat(app.refresh(refresh).statusCode()).isEqualTo(200);
        assertThat(app.http().get("/account/apps").statusCode()).isEqualTo(200);
    }

    /** Nobody who came by a link gets such a token; one that does not say how its person signed in is trusted no more. */
    @Test
    void whoCameByALinkAdministersNothing() {
        AppSignIn app = new AppSignIn("openid consilium/admin");
        String token =
                Http.json(app.exchange(app.code("admin"))).path("access_token").asText();
        TestTokens.forgetSignIn(jdbc, token);
        for (String path : new String[] {"/admin/clients", "/admin/proxies/admin", "/admin/accounts"}) {
            assertThat(http.get(path, "Authorization", "Bearer " + token).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
    }

    @Test
    void signingInChangesTheSession() {
        String before = http.get("/login").headers().firstValue("Set-Cookie").orElseThrow();
        HttpResponse<String> in = open(http, links.create(username, "admin"));
        assertThat(in.headers().firstValue("Set-Cookie")).isPresent().isNotEqualTo(Optional.of(before));
    }

    @Test
    void mailsGoOutInThePersonsLanguage() {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try {
            org.springframework.mail.javamail.JavaMailSenderImpl sender =
                    new org.springframework.mail.javamail.JavaMailSenderImpl();
            sender.setHost("127.0.0.1");
            sender.setPort(mail.getSmtp().getPort());
            PeopleSettings settings = new PeopleSettings(
                    java.time.Duration.ofMinutes(15),
                    java.time.Duration.ofDays(14),
                    java.time.Duration.ofMinutes(15),
                    java.time.Duration.ofHours(8),
                    "consilium@example.org",
                    Map.of());
            Mails mails = new Mails(provider(sender), settings);
            mails.send(
                    new Contacts.Contact(username, "a@example.org", "fr"), "mail_link_subject", "mail_link", "L", 15L);
            assertThat(mail.waitForIncomingEmail(5000, 1)).isTrue();
            assertThat(com.icegreen.greenmail.util.GreenMailUtil.getBody(mail.getReceivedMessages()[0]))
                    .contains("15 minutes", "L");
        } finally {
            mail.stop();
        }
    }

    private static org.springframework.beans.factory.ObjectProvider<org.springframework.mail.javamail.JavaMailSender>
            provider(org.springframework.mail.javamail.JavaMailSender sender) {
        var beans = new org.springframework.beans.factory.support.StaticListableBeanFactory();
        beans.addBean("sender", sender);
        return beans.getBeanProvider(org.springframework.mail.javamail.JavaMailSender.class);
    }

    private Long sessions() {
        return jdbc.queryForObject(
                "select count(*) from spring_session where principal_name = ?", Long.class, username);
    }

    private HttpResponse<String> ask(String address) {
        Http caller = new Http();
        return caller.post("/login/link", Map.of("username", address, "_csrf", csrf(caller, "/login/link")));
    }

    private static HttpResponse<String> open(Http http, String link) {
        return http.post(
                "/login/link/open", Map.of("token", link.replaceAll(".*token=", ""), "_csrf", csrf(http, link)));
    }

    private static HttpResponse<String> register(Http http) {
        return http.post("/webauthn/register/options", Map.of(), "X-CSRF-TOKEN", csrf(http, "/passkeys"));
    }

    private static String post(Http http, String page, String path, Map<String, String> fields) {
        java.util.HashMap<String, String> form = new java.util.HashMap<>(fields);
        form.put("_csrf", csrf(http, page));
        return http.post(path, form).headers().firstValue("Location").orElseThrow();
    }

    private static String csrf(Http http) {
        return csrf(http, "/login");
    }

    private static String csrf(Http http, String page) {
        String body = http.get(page).body();
        Matcher matcher = CSRF.matcher(body);
        assertThat(matcher.find()).as(body).isTrue();
        return matcher.group(1);
    }
}
