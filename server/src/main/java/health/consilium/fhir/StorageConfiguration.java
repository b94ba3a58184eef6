package health.consilium.fhir;

import ca.uhn.fhir.batch2.jobs.config.Batch2JobsConfig;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.config.ThreadPoolFactoryConfig;
import ca.uhn.fhir.jpa.batch2.JpaBatch2Config;
import ca.uhn.fhir.jpa.config.HapiJpaConfig;
import ca.uhn.fhir.jpa.config.r4.JpaR4Config;
import ca.uhn.fhir.jpa.config.util.HapiEntityManagerFactoryUtil;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.config.SubscriptionSettings;
import ca.uhn.fhir.jpa.model.dialect.HapiFhirPostgresDialect;
import ca.uhn.fhir.jpa.model.sched.ISchedulerService;
import ca.uhn.fhir.jpa.search.builder.predicate.TagPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.jpa.searchparam.extractor.ISearchParamExtractor;
import ca.uhn.fhir.jpa.subscription.channel.config.SubscriptionChannelConfig;
import ca.uhn.fhir.jpa.term.api.ITermCodeSystemStorageSvc;
import jakarta.persistence.EntityManagerFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.SpecHints;
import org.hibernate.search.mapper.orm.cfg.HibernateOrmMapperSettings;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/** HAPI's JPA storage over our PostgreSQL. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SearchSettings.class)
@Import({
    SubscriptionChannelConfig.class,
    JpaR4Config.class,
    HapiJpaConfig.class,
    JpaBatch2Config.class,
    Batch2JobsConfig.class,
    ThreadPoolFactoryConfig.class
})
class StorageConfiguration {

    @Bean
    static UnusedTypesRemover unusedTypesRemover() {
        return new UnusedTypesRemover();
    }

    @Bean
    static LazyRepositories lazyRepositories() {
        return new LazyRepositories();
    }

    @Bean
    static FrozenDefinitions frozenDefinitions() {
        return new FrozenDefinitions();
    }

    @Bean
    ISearchParamExtractor pathExtractor() {
        return new PathExtractor();
    }

    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    TagPredicateBuilder labelPredicateBuilder(SearchQueryBuilder query) {
        return new LabelPredicateBuilder(query);
    }

    @Bean
    ISchedulerService laterJobs() {
        return new LaterJobs().setDefaultGroup("HAPI");
    }

    @Bean
    JpaStorageSettings storageSettings(FhirSettings settings) {
        return StorageTuning.apply(new JpaStorageSettings(), settings);
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
    @Primary
    @DependsOn("schemaMigration")
    LocalContainerEntityManagerFactoryBean entityManagerFactory(
            DataSource dataSource,
            ConfigurableListableBeanFactory beans,
            FhirContext fhirContext,
            JpaStorageSettings storageSettings,
            SearchSettings searches) {
        LocalContainerEntityManagerFactoryBean factory =
                HapiEntityManagerFactoryUtil.newEntityManagerFactory(beans, fhirContext, storageSettings);
        factory.setPersistenceUnitName("HAPI_PU");
        factory.setDataSource(dataSource);
        factory.setJpaPropertyMap(hibernateProperties(searches));
        return factory;
    }

    private static Map<String, Object> hibernateProperties(SearchSettings searches) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(AvailableSettings.DIALECT, HapiFhirPostgresDialect.class.getName());
        properties.put(AvailableSettings.HBM2DDL_AUTO, "none");
        properties.put(AvailableSettings.SCANNER, "org.hibernate.boot.archive.scan.internal.DisabledScanner");
        properties.put(AvailableSettings.STATEMENT_BATCH_SIZE, "100");
        properties.put(AvailableSettings.ORDER_INSERTS, "true");
        properties.put(AvailableSettings.ORDER_UPDATES, "true");
        properties.put(AvailableSettings.USE_QUERY_CACHE, "false");
        properties.put(AvailableSettings.USE_SECOND_LEVEL_CACHE, "false");
        // HAPI's entities carry no constraints of bean validation that it would not check itself.
        properties.put(AvailableSettings.JAKARTA_VALIDATION_MODE, "none");
        // Without them Hibernate would check columns itself, too early for the partition ids that HAPI fills in later.
        properties.put(AvailableSettings.CHECK_NULLABILITY, "false");
        properties.put(HibernateOrmMapperSettings.ENABLED, "false");
        // Of each query, so that no search keeps the database busy; writes are not queries.
        properties.put(
                SpecHints.HINT_SPEC_QUERY_TIMEOUT,
                Long.toString(searches.timeout().toMillis()));
        return properties;
    }

    @Bean
    @Primary
    ITermCodeSystemStorageSvc codesInMemory() {
        return new CodesInMemory();
    }

    @Bean
    PackagedSearchParameters packagedSearchParameters(SearchParameters parameters) {
        return new PackagedSearchParameters(parameters);
    }

    @Bean
    @Primary
    JpaTransactionManager transactionManager(EntityManagerFactory entityManagerFactory) {
        return new JpaTransactionManager(entityManagerFactory);
    }
}
