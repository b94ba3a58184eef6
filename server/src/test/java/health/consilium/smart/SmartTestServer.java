package health.consilium.smart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.flywaydb.core.Flyway;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.autoconfigure.web.embedded.EmbeddedWebServerFactoryCustomizerAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;

/**
 * This module, and those by which people sign in to it and by which it is guarded, on a real port and a real PostgreSQL, with
 * a stand-in servlet where the FHIR server would be.
 */
public final class SmartTestServer {

    private static final SmartTestServer INSTANCE = new SmartTestServer();

    private static MockOAuth2Server provider;

    private final ConfigurableApplicationContext context;

    private SmartTestServer() {
        provider = new MockOAuth2Server();
        provider.start();
        context = new SpringApplicationBuilder(App.class)
                .bannerMode(Banner.Mode.OFF)
                .profiles("demo")
                .run(
                        "--server.port=0",
                        "--TEST_CLIENT_SECRET=a-secret-from-the-environment",
                        "--logging.level.root=error",
                        "--consilium.limits.person=6000",
                        "--consilium.limits.system=1200",
                        // The tests are one client at one address.
                        "--consilium.limits.tokens=6000",
                        "--consilium.people.issuers.hospital.uri=" + provider.issuerUrl("hospital"),
                        "--consilium.people.issuers.hospital.name=Mercy Hospital",
                        "--consilium.people.issuers.hospital.client-id=consilium",
                        "--consilium.people.issuers.hospital.client-secret=secret",
                        "--consilium.people.issuers.hospital.acr=mfa",
                        "--consilium.people.issuers.unreachable.uri=http://localhost:1/",
                        "--consilium.people.issuers.unreachable.name=Nowhere",
                        "--consilium.people.issuers.unreachable.client-id=consilium",
                        "--consilium.people.issuers.unreachable.client-secret=secret",
                        "--consilium.people.issuers.unreachable.vouches-for-second-factor=true");
    }

    /** The OpenID provider through which staff sign in here. */
    public static MockOAuth2Server provider() {
        get();
        return provider;
    }

    /** Started once for all test classes. */
    public static SmartTestServer get() {
        return INSTANCE;
    }

    public String url(String path) {
        return "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port") + path;
    }

    /** What was told about clients. */
    List<ClientChanged> changes() {
        return bean(Changes.class).all;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A configuration that a scan of the whole application does not pick up. */
    @TestConfiguration(proxyBeanMethods = false)
    @ComponentScan({"health.consilium.smart", "health.consilium.people", "health.consilium.edge"})
    @ImportAutoConfiguration({
        ConfigurationPropertiesAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        EmbeddedWebServerFactoryCustomizerAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        SecurityAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class,
        ServletWebServerFactoryAutoConfiguration.class,
        SslAutoConfiguration.class,
        ValidationAutoConfiguration.class,
        WebMvcAutoConfiguration.class
    })
    public static class App {

        @Bean(destroyMethod = "close")
        EmbeddedPostgres postgres() throws IOException {
            return EmbeddedPostgres.builder().start();
        }

        @Bean
        HikariDataSource dataSource(EmbeddedPostgres postgres) {
            // As the server has it; a connection for each query would be most of what a request costs.
            HikariDataSource dataSource = new HikariDataSource();
            dataSource.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
            List.of("smart", "people", "edge").forEach(module -> Flyway.configure()
                    .dataSource(dataSource)
                    .locations("classpath:db/migration/" + module)
                    .table("flyway_history_" + module)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate());
            return dataSource;
        }

        /** Finds the test's {@link KeysServer} under its name. */
        @Bean
        @Primary
        JwksFetcher keysOfTests() {
            return KeysServer.fetcher();
        }

        @Bean
        Changes changes() {
            return new Changes();
        }

        @Bean
        Trail trail() {
            return new Trail();
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        ServletRegistrationBean<HttpServlet> fhirServlet() {
            return new ServletRegistrationBean<>(new WhoAmI(), "/fhir/*");
        }
    }

    static final class Changes {

        private final List<ClientChanged> all = new CopyOnWriteArrayList<>();

        @EventListener
        void on(ClientChanged change) {
            all.add(change);
        }
    }

    /** Stands where the audit trail would be; a test says what happens when somebody's sign-in is to be recorded. */
    public static final class Trail {

        private final Map<String, Runnable> writing = new ConcurrentHashMap<>();

        public void whenSignsIn(String subject, Runnable write) {
            writing.put(subject, write);
        }

        @EventListener
        void on(SignInEvents.SignedIn event) {
            writing.getOrDefault(event.subject(), () -> {}).run();
        }
    }

    /** Answers with the caller that the module found. */
    private static final class WhoAmI extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("application/json");
            Map<String, Object> body = SmartSession.current()
                    .<Map<String, Object>>map(party -> Map.of(
                            "subject", party.subject(),
                            "client", party.clientId(),
                            "role", party.role().name(),
                            "fhirUser", party.fhirUser(),
                            "patient", party.patient().orElse(""),
                            "organization", party.organization().orElse(""),
                            "scopes", List.copyOf(party.scopes())))
                    .orElse(Map.of());
            new ObjectMapper().writeValue(response.getOutputStream(), body);
        }
    }
}
