package health.consilium.bench;

import ca.uhn.fhir.batch2.jobs.config.Batch2JobsConfig;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.config.ThreadPoolFactoryConfig;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.batch2.JpaBatch2Config;
import ca.uhn.fhir.jpa.config.HapiJpaConfig;
import ca.uhn.fhir.jpa.config.r4.JpaR4Config;
import ca.uhn.fhir.jpa.config.util.HapiEntityManagerFactoryUtil;
import ca.uhn.fhir.jpa.migrate.DriverTypeEnum;
import ca.uhn.fhir.jpa.migrate.HapiMigrationStorageSvc;
import ca.uhn.fhir.jpa.migrate.SchemaMigrator;
import ca.uhn.fhir.jpa.migrate.dao.HapiMigrationDao;
import ca.uhn.fhir.jpa.migrate.tasks.HapiFhirJpaMigrationTasks;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.config.SubscriptionSettings;
import ca.uhn.fhir.jpa.model.dialect.HapiFhirPostgresDialect;
import ca.uhn.fhir.jpa.provider.IJpaSystemProvider;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.jpa.provider.ValueSetOperationProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.jpa.subscription.channel.config.SubscriptionChannelConfig;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.util.VersionEnum;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.search.mapper.orm.cfg.HibernateOrmMapperSettings;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/**
 * HAPI's R4 JPA server with nothing added and nothing changed: default {@link JpaStorageSettings}, every resource type,
 * every search parameter, no identity. Less than HAPI's starter does at its start, so that the comparison is a strict one.
 */
@Configuration(proxyBeanMethods = false)
@Profile("plain")
@ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    DataSourceAutoConfiguration.class,
    ServletWebServerFactoryAutoConfiguration.class
})
@Import({
    SubscriptionChannelConfig.class,
    JpaR4Config.class,
    HapiJpaConfig.class,
    JpaBatch2Config.class,
    Batch2JobsConfig.class,
    ThreadPoolFactoryConfig.class
})
class PlainHapi {

    public static void main(String[] args) {
        new SpringApplicationBuilder(PlainHapi.class)
                .profiles("plain")
                // Not Consilium's application.yaml, which lies on the same class path.
                .properties(
                        "spring.config.name=plain",
                        "spring.main.allow-circular-references=true",
                        "spring.main.banner-mode=off",
                        "logging.level.root=warn")
                .run(args);
    }

    @Bean
    JpaStorageSettings storageSettings() {
        return new JpaStorageSettings();
    }

    @Bean
    PartitionSettings partitionSettings() {
        return new PartitionSettings();
    }

    @Bean
    SubscriptionSettings subscriptionSettings() {
        return new SubscriptionSettings();
    }

    @Bean
    SchemaMigrator schemaMigration(DataSource dataSource) {
        String history = "FLY_HFJ_MIGRATION";
        SchemaMigrator migrator = new SchemaMigrator(
                "HAPI FHIR",
                history,
                dataSource,
                new Properties(),
                new HapiFhirJpaMigrationTasks(Set.of()).getAllTasks(VersionEnum.values()),
                new HapiMigrationStorageSvc(new HapiMigrationDao(dataSource, DriverTypeEnum.POSTGRES_9_4, history)));
        migrator.setDriverType(DriverTypeEnum.POSTGRES_9_4);
        migrator.createMigrationTableIfRequired();
        migrator.migrate();
        return migrator;
    }

    @Bean
    @Primary
    @DependsOn("schemaMigration")
    LocalContainerEntityManagerFactoryBean entityManagerFactory(
            DataSource dataSource,
            ConfigurableListableBeanFactory beans,
            FhirContext fhirContext,
            JpaStorageSettings storageSettings) {
        LocalContainerEntityManagerFactoryBean factory =
                HapiEntityManagerFactoryUtil.newEntityManagerFactory(beans, fhirContext, storageSettings);
        factory.setPersistenceUnitName("HAPI_PU");
        factory.setDataSource(dataSource);
        // As in HAPI's starter, but without its hbm2ddl "update": the migrator has made the schema.
        factory.setJpaPropertyMap(Map.of(
                AvailableSettings.DIALECT, HapiFhirPostgresDialect.class.getName(),
                AvailableSettings.HBM2DDL_AUTO, "none",
                AvailableSettings.USE_QUERY_CACHE, "false",
                AvailableSettings.USE_SECOND_LEVEL_CACHE, "false",
                HibernateOrmMapperSettings.ENABLED, "false"));
        return factory;
    }

    @Bean
    @Primary
    JpaTransactionManager transactionManager(EntityManagerFactory entityManagerFactory) {
        return new JpaTransactionManager(entityManagerFactory);
    }

    @Bean
    ServletRegistrationBean<RestfulServer> fhirServlet(
            FhirContext context,
            ResourceProviderFactory resources,
            IJpaSystemProvider system,
            ValueSetOperationProvider valueSets,
            DatabaseBackedPagingProvider paging,
            JpaCapabilities capabilities) {
        RestfulServer server = new RestfulServer(context);
        server.setPagingProvider(paging);
        server.registerProviders(resources.createProviders());
        server.registerProviders(system, valueSets);
        server.setServerConformanceProvider(capabilities.of(server));
        ServletRegistrationBean<RestfulServer> registration = new ServletRegistrationBean<>(server, "/fhir/*");
        registration.setLoadOnStartup(1);
        return registration;
    }

    @Bean
    JpaCapabilities capabilities(
            IFhirSystemDao<?, ?> system,
            JpaStorageSettings settings,
            ISearchParamRegistry parameters,
            IValidationSupport validation) {
        return server -> new JpaCapabilityStatementProvider(server, system, settings, parameters, validation);
    }

    /** The provider of the CapabilityStatement needs the server that it is given to. */
    interface JpaCapabilities {
        JpaCapabilityStatementProvider of(RestfulServer server);
    }
}
