/**
 * What strategic merges need of the Kubernetes OpenAPI v1.21.2, the schema that kustomize v5.8.1 carries.
 *
 * One line per definition, numbered from 0, in three parts divided by semicolons: its name (`~` stands
 * for `io.k8s.api.`, `^` for `io.k8s.apimachinery.pkg.apis.`), the types that it describes
 * (apiVersion/kind, blank separated), and its fields as far as they lead to a list that is merged:
 * `field>N` is an object of definition N, `field[]>N` a list of them that a patch replaces,
 * `field[+key+key]>N` a list that is merged by keys, `field[+]` a list of scalars that is merged.
 */
export const kubernetesSchema = `
~admissionregistration.v1.MutatingWebhook;;namespaceSelector>234 objectSelector>234
~admissionregistration.v1.MutatingWebhookConfiguration;admissionregistration.k8s.io/v1/MutatingWebhookConfiguration;metadata>236 webhooks[+name]>0
~admissionregistration.v1.MutatingWebhookConfigurationList;admissionregistration.k8s.io/v1/MutatingWebhookConfigurationList;items[]>1
~admissionregistration.v1.ValidatingWebhook;;namespaceSelector>234 objectSelector>234
~admissionregistration.v1.ValidatingWebhookConfiguration;admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration;metadata>236 webhooks[+name]>3
~admissionregistration.v1.ValidatingWebhookConfigurationList;admissionregistration.k8s.io/v1/ValidatingWebhookConfigurationList;items[]>4
~admissionregistration.v1beta1.MutatingWebhook;;namespaceSelector>234 objectSelector>234
~admissionregistration.v1beta1.MutatingWebhookConfiguration;admissionregistration.k8s.io/v1beta1/MutatingWebhookConfiguration;metadata>236 webhooks[+name]>6
~admissionregistration.v1beta1.MutatingWebhookConfigurationList;admissionregistration.k8s.io/v1beta1/MutatingWebhookConfigurationList;items[]>7
~admissionregistration.v1beta1.ValidatingWebhook;;namespaceSelector>234 objectSelector>234
~admissionregistration.v1beta1.ValidatingWebhookConfiguration;admissionregistration.k8s.io/v1beta1/ValidatingWebhookConfiguration;metadata>236 webhooks[+name]>9
~admissionregistration.v1beta1.ValidatingWebhookConfigurationList;admissionregistration.k8s.io/v1beta1/ValidatingWebhookConfigurationList;items[]>10
~apps.v1.ControllerRevision;apps/v1/ControllerRevision;metadata>236
~apps.v1.ControllerRevisionList;apps/v1/ControllerRevisionList;items[]>12
~apps.v1.DaemonSet;apps/v1/DaemonSet;metadata>236 spec>16 status>17
~apps.v1.DaemonSetList;apps/v1/DaemonSetList;items[]>14
~apps.v1.DaemonSetSpec;;selector>234 template>127
~apps.v1.DaemonSetStatus;;conditions[+type]
~apps.v1.Deployment;apps/v1/Deployment;metadata>236 spec>20 status>21
~apps.v1.DeploymentList;apps/v1/DeploymentList;items[]>18
~apps.v1.DeploymentSpec;;selector>234 template>127
~apps.v1.DeploymentStatus;;conditions[+type]
~apps.v1.ReplicaSet;apps/v1/ReplicaSet;metadata>236 spec>24 status>25
~apps.v1.ReplicaSetList;apps/v1/ReplicaSetList;items[]>22
~apps.v1.ReplicaSetSpec;;selector>234 template>127
~apps.v1.ReplicaSetStatus;;conditions[+type]
~apps.v1.StatefulSet;apps/v1/StatefulSet;metadata>236 spec>28 status>29
~apps.v1.StatefulSetList;apps/v1/StatefulSetList;items[]>26
~apps.v1.StatefulSetSpec;;selector>234 template>127 volumeClaimTemplates[]>112
~apps.v1.StatefulSetStatus;;conditions[+type]
~authentication.v1.TokenRequest;authentication.k8s.io/v1/TokenRequest;metadata>236
~authentication.v1.TokenReview;authentication.k8s.io/v1/TokenReview;metadata>236
~authentication.v1beta1.TokenReview;authentication.k8s.io/v1beta1/TokenReview;metadata>236
~authorization.v1.LocalSubjectAccessReview;authorization.k8s.io/v1/LocalSubjectAccessReview;metadata>236
~authorization.v1.SelfSubjectAccessReview;authorization.k8s.io/v1/SelfSubjectAccessReview;metadata>236
~authorization.v1.SelfSubjectRulesReview;authorization.k8s.io/v1/SelfSubjectRulesReview;metadata>236
~authorization.v1.SubjectAccessReview;authorization.k8s.io/v1/SubjectAccessReview;metadata>236
~authorization.v1beta1.LocalSubjectAccessReview;authorization.k8s.io/v1beta1/LocalSubjectAccessReview;metadata>236
~authorization.v1beta1.SelfSubjectAccessReview;authorization.k8s.io/v1beta1/SelfSubjectAccessReview;metadata>236
~authorization.v1beta1.SelfSubjectRulesReview;authorization.k8s.io/v1beta1/SelfSubjectRulesReview;metadata>236
~authorization.v1beta1.SubjectAccessReview;authorization.k8s.io/v1beta1/SubjectAccessReview;metadata>236
~autoscaling.v1.HorizontalPodAutoscaler;autoscaling/v1/HorizontalPodAutoscaler;metadata>236
~autoscaling.v1.HorizontalPodAutoscalerList;autoscaling/v1/HorizontalPodAutoscalerList;items[]>41
~autoscaling.v1.Scale;autoscaling/v1/Scale;metadata>236
~autoscaling.v2beta1.ExternalMetricSource;;metricSelector>234
~autoscaling.v2beta1.ExternalMetricStatus;;metricSelector>234
~autoscaling.v2beta1.HorizontalPodAutoscaler;autoscaling/v2beta1/HorizontalPodAutoscaler;metadata>236 spec>48 status>49
~autoscaling.v2beta1.HorizontalPodAutoscalerList;autoscaling/v2beta1/HorizontalPodAutoscalerList;items[]>46
~autoscaling.v2beta1.HorizontalPodAutoscalerSpec;;metrics[]>50
~autoscaling.v2beta1.HorizontalPodAutoscalerStatus;;currentMetrics[]>51
~autoscaling.v2beta1.MetricSpec;;external>44 object>52 pods>54
~autoscaling.v2beta1.MetricStatus;;external>45 object>53 pods>55
~autoscaling.v2beta1.ObjectMetricSource;;selector>234
~autoscaling.v2beta1.ObjectMetricStatus;;selector>234
~autoscaling.v2beta1.PodsMetricSource;;selector>234
~autoscaling.v2beta1.PodsMetricStatus;;selector>234
~autoscaling.v2beta2.ExternalMetricSource;;metric>62
~autoscaling.v2beta2.ExternalMetricStatus;;metric>62
~autoscaling.v2beta2.HorizontalPodAutoscaler;autoscaling/v2beta2/HorizontalPodAutoscaler;metadata>236 spec>60 status>61
~autoscaling.v2beta2.HorizontalPodAutoscalerList;autoscaling/v2beta2/HorizontalPodAutoscalerList;items[]>58
~autoscaling.v2beta2.HorizontalPodAutoscalerSpec;;metrics[]>63
~autoscaling.v2beta2.HorizontalPodAutoscalerStatus;;currentMetrics[]>64
~autoscaling.v2beta2.MetricIdentifier;;selector>234
~autoscaling.v2beta2.MetricSpec;;external>56 object>65 pods>67
~autoscaling.v2beta2.MetricStatus;;external>57 object>66 pods>68
~autoscaling.v2beta2.ObjectMetricSource;;metric>62
~autoscaling.v2beta2.ObjectMetricStatus;;metric>62
~autoscaling.v2beta2.PodsMetricSource;;metric>62
~autoscaling.v2beta2.PodsMetricStatus;;metric>62
~batch.v1.CronJob;batch/v1/CronJob;metadata>236 spec>71
~batch.v1.CronJobList;batch/v1/CronJobList;items[]>69
~batch.v1.CronJobSpec;;jobTemplate>76
~batch.v1.Job;batch/v1/Job;metadata>236 spec>74 status>75
~batch.v1.JobList;batch/v1/JobList;items[]>72
~batch.v1.JobSpec;;selector>234 template>127
~batch.v1.JobStatus;;conditions[+type]
~batch.v1.JobTemplateSpec;;metadata>236 spec>74
~batch.v1beta1.CronJob;batch/v1beta1/CronJob;metadata>236 spec>79
~batch.v1beta1.CronJobList;batch/v1beta1/CronJobList;items[]>77
~batch.v1beta1.CronJobSpec;;jobTemplate>80
~batch.v1beta1.JobTemplateSpec;;metadata>236 spec>74
~certificates.v1.CertificateSigningRequest;certificates.k8s.io/v1/CertificateSigningRequest;metadata>236
~certificates.v1.CertificateSigningRequestList;certificates.k8s.io/v1/CertificateSigningRequestList;items[]>81
~certificates.v1beta1.CertificateSigningRequest;certificates.k8s.io/v1beta1/CertificateSigningRequest;metadata>236
~certificates.v1beta1.CertificateSigningRequestList;certificates.k8s.io/v1beta1/CertificateSigningRequestList;items[]>83
~coordination.v1.Lease;coordination.k8s.io/v1/Lease;metadata>236
~coordination.v1.LeaseList;coordination.k8s.io/v1/LeaseList;items[]>85
~coordination.v1beta1.Lease;coordination.k8s.io/v1beta1/Lease;metadata>236
~coordination.v1beta1.LeaseList;coordination.k8s.io/v1beta1/LeaseList;items[]>87
~core.v1.Affinity;;podAffinity>119 podAntiAffinity>121
~core.v1.Binding;v1/Binding;metadata>236
~core.v1.ComponentStatus;v1/ComponentStatus;conditions[+type] metadata>236
~core.v1.ComponentStatusList;v1/ComponentStatusList;items[]>91
~core.v1.ConfigMap;v1/ConfigMap;metadata>236
~core.v1.ConfigMapList;v1/ConfigMapList;items[]>93
~core.v1.Container;;env[+name] ports[+containerPort+protocol] volumeDevices[+devicePath] volumeMounts[+mountPath]
~core.v1.Endpoints;v1/Endpoints;metadata>236
~core.v1.EndpointsList;v1/EndpointsList;items[]>96
~core.v1.EphemeralContainer;;env[+name] volumeDevices[+devicePath] volumeMounts[+mountPath]
~core.v1.EphemeralVolumeSource;;volumeClaimTemplate>116
~core.v1.Event;v1/Event;metadata>236
~core.v1.EventList;v1/EventList;items[]>100
~core.v1.LimitRange;v1/LimitRange;metadata>236
~core.v1.LimitRangeList;v1/LimitRangeList;items[]>102
~core.v1.Namespace;v1/Namespace;metadata>236 status>106
~core.v1.NamespaceList;v1/NamespaceList;items[]>104
~core.v1.NamespaceStatus;;conditions[+type]
~core.v1.Node;v1/Node;metadata>236 spec>109 status>110
~core.v1.NodeList;v1/NodeList;items[]>107
~core.v1.NodeSpec;;podCIDRs[+]
~core.v1.NodeStatus;;addresses[+type] conditions[+type]
~core.v1.PersistentVolume;v1/PersistentVolume;metadata>236
~core.v1.PersistentVolumeClaim;v1/PersistentVolumeClaim;metadata>236 spec>114 status>115
~core.v1.PersistentVolumeClaimList;v1/PersistentVolumeClaimList;items[]>112
~core.v1.PersistentVolumeClaimSpec;;selector>234
~core.v1.PersistentVolumeClaimStatus;;conditions[+type]
~core.v1.PersistentVolumeClaimTemplate;;metadata>236 spec>114
~core.v1.PersistentVolumeList;v1/PersistentVolumeList;items[]>111
~core.v1.Pod;v1/Pod;metadata>236 spec>123 status>124
~core.v1.PodAffinity;;preferredDuringSchedulingIgnoredDuringExecution[]>144 requiredDuringSchedulingIgnoredDuringExecution[]>120
~core.v1.PodAffinityTerm;;labelSelector>234 namespaceSelector>234
~core.v1.PodAntiAffinity;;preferredDuringSchedulingIgnoredDuringExecution[]>144 requiredDuringSchedulingIgnoredDuringExecution[]>120
~core.v1.PodList;v1/PodList;items[]>118
~core.v1.PodSpec;;affinity>89 containers[+name]>95 ephemeralContainers[+name]>98 hostAliases[+ip] imagePullSecrets[+name] initContainers[+name]>95 topologySpreadConstraints[+topologyKey+whenUnsatisfiable]>142 volumes[+name]>143
~core.v1.PodStatus;;conditions[+type] podIPs[+ip]
~core.v1.PodTemplate;v1/PodTemplate;metadata>236 template>127
~core.v1.PodTemplateList;v1/PodTemplateList;items[]>125
~core.v1.PodTemplateSpec;;metadata>236 spec>123
~core.v1.ReplicationController;v1/ReplicationController;metadata>236 spec>130 status>131
~core.v1.ReplicationControllerList;v1/ReplicationControllerList;items[]>128
~core.v1.ReplicationControllerSpec;;template>127
~core.v1.ReplicationControllerStatus;;conditions[+type]
~core.v1.ResourceQuota;v1/ResourceQuota;metadata>236
~core.v1.ResourceQuotaList;v1/ResourceQuotaList;items[]>132
~core.v1.Secret;v1/Secret;metadata>236
~core.v1.SecretList;v1/SecretList;items[]>134
~core.v1.Service;v1/Service;metadata>236 spec>140 status>141
~core.v1.ServiceAccount;v1/ServiceAccount;metadata>236 secrets[+name]
~core.v1.ServiceAccountList;v1/ServiceAccountList;items[]>137
~core.v1.ServiceList;v1/ServiceList;items[]>136
~core.v1.ServiceSpec;;ports[+port+protocol]
~core.v1.ServiceStatus;;conditions[+type]
~core.v1.TopologySpreadConstraint;;labelSelector>234
~core.v1.Volume;;ephemeral>99
~core.v1.WeightedPodAffinityTerm;;podAffinityTerm>120
~discovery.v1.EndpointSlice;discovery.k8s.io/v1/EndpointSlice;metadata>236
~discovery.v1.EndpointSliceList;discovery.k8s.io/v1/EndpointSliceList;items[]>145
~discovery.v1beta1.EndpointSlice;discovery.k8s.io/v1beta1/EndpointSlice;metadata>236
~discovery.v1beta1.EndpointSliceList;discovery.k8s.io/v1beta1/EndpointSliceList;items[]>147
~events.v1.Event;events.k8s.io/v1/Event;metadata>236
~events.v1.EventList;events.k8s.io/v1/EventList;items[]>149
~events.v1beta1.Event;events.k8s.io/v1beta1/Event;metadata>236
~events.v1beta1.EventList;events.k8s.io/v1beta1/EventList;items[]>151
~extensions.v1beta1.Ingress;extensions/v1beta1/Ingress;metadata>236
~extensions.v1beta1.IngressList;extensions/v1beta1/IngressList;items[]>153
~flowcontrol.v1beta1.FlowSchema;flowcontrol.apiserver.k8s.io/v1beta1/FlowSchema;metadata>236
~flowcontrol.v1beta1.FlowSchemaList;flowcontrol.apiserver.k8s.io/v1beta1/FlowSchemaList;items[]>155
~flowcontrol.v1beta1.PriorityLevelConfiguration;flowcontrol.apiserver.k8s.io/v1beta1/PriorityLevelConfiguration;metadata>236
~flowcontrol.v1beta1.PriorityLevelConfigurationList;flowcontrol.apiserver.k8s.io/v1beta1/PriorityLevelConfigurationList;items[]>157
~networking.v1.Ingress;networking.k8s.io/v1/Ingress;metadata>236
~networking.v1.IngressClass;networking.k8s.io/v1/IngressClass;metadata>236
~networking.v1.IngressClassList;networking.k8s.io/v1/IngressClassList;items[]>160
~networking.v1.IngressList;networking.k8s.io/v1/IngressList;items[]>159
~networking.v1.NetworkPolicy;networking.k8s.io/v1/NetworkPolicy;metadata>236 spec>168
~networking.v1.NetworkPolicyEgressRule;;to[]>167
~networking.v1.NetworkPolicyIngressRule;;from[]>167
~networking.v1.NetworkPolicyList;networking.k8s.io/v1/NetworkPolicyList;items[]>163
~networking.v1.NetworkPolicyPeer;;namespaceSelector>234 podSelector>234
~networking.v1.NetworkPolicySpec;;egress[]>164 ingress[]>165 podSelector>234
~networking.v1beta1.Ingress;networking.k8s.io/v1beta1/Ingress;metadata>236
~networking.v1beta1.IngressClass;networking.k8s.io/v1beta1/IngressClass;metadata>236
~networking.v1beta1.IngressClassList;networking.k8s.io/v1beta1/IngressClassList;items[]>170
~networking.v1beta1.IngressList;networking.k8s.io/v1beta1/IngressList;items[]>169
~node.v1.RuntimeClass;node.k8s.io/v1/RuntimeClass;metadata>236
~node.v1.RuntimeClassList;node.k8s.io/v1/RuntimeClassList;items[]>173
~node.v1beta1.RuntimeClass;node.k8s.io/v1beta1/RuntimeClass;metadata>236
~node.v1beta1.RuntimeClassList;node.k8s.io/v1beta1/RuntimeClassList;items[]>175
~policy.v1.PodDisruptionBudget;policy/v1/PodDisruptionBudget;metadata>236 spec>179 status>180
~policy.v1.PodDisruptionBudgetList;policy/v1/PodDisruptionBudgetList;items[]>177
~policy.v1.PodDisruptionBudgetSpec;;selector>234
~policy.v1.PodDisruptionBudgetStatus;;conditions[+type]
~policy.v1beta1.Eviction;policy/v1beta1/Eviction;metadata>236
~policy.v1beta1.PodDisruptionBudget;policy/v1beta1/PodDisruptionBudget;metadata>236 spec>184 status>185
~policy.v1beta1.PodDisruptionBudgetList;policy/v1beta1/PodDisruptionBudgetList;items[]>182
~policy.v1beta1.PodDisruptionBudgetSpec;;selector>234
~policy.v1beta1.PodDisruptionBudgetStatus;;conditions[+type]
~policy.v1beta1.PodSecurityPolicy;policy/v1beta1/PodSecurityPolicy;metadata>236
~policy.v1beta1.PodSecurityPolicyList;policy/v1beta1/PodSecurityPolicyList;items[]>186
~rbac.v1.AggregationRule;;clusterRoleSelectors[]>234
~rbac.v1.ClusterRole;rbac.authorization.k8s.io/v1/ClusterRole;aggregationRule>188 metadata>236
~rbac.v1.ClusterRoleBinding;rbac.authorization.k8s.io/v1/ClusterRoleBinding;metadata>236
~rbac.v1.ClusterRoleBindingList;rbac.authorization.k8s.io/v1/ClusterRoleBindingList;items[]>190
~rbac.v1.ClusterRoleList;rbac.authorization.k8s.io/v1/ClusterRoleList;items[]>189
~rbac.v1.Role;rbac.authorization.k8s.io/v1/Role;metadata>236
~rbac.v1.RoleBinding;rbac.authorization.k8s.io/v1/RoleBinding;metadata>236
~rbac.v1.RoleBindingList;rbac.authorization.k8s.io/v1/RoleBindingList;items[]>194
~rbac.v1.RoleList;rbac.authorization.k8s.io/v1/RoleList;items[]>193
~rbac.v1beta1.AggregationRule;;clusterRoleSelectors[]>234
~rbac.v1beta1.ClusterRole;rbac.authorization.k8s.io/v1beta1/ClusterRole;aggregationRule>197 metadata>236
~rbac.v1beta1.ClusterRoleBinding;rbac.authorization.k8s.io/v1beta1/ClusterRoleBinding;metadata>236
~rbac.v1beta1.ClusterRoleBindingList;rbac.authorization.k8s.io/v1beta1/ClusterRoleBindingList;items[]>199
~rbac.v1beta1.ClusterRoleList;rbac.authorization.k8s.io/v1beta1/ClusterRoleList;items[]>198
~rbac.v1beta1.Role;rbac.authorization.k8s.io/v1beta1/Role;metadata>236
~rbac.v1beta1.RoleBinding;rbac.authorization.k8s.io/v1beta1/RoleBinding;metadata>236
~rbac.v1beta1.RoleBindingList;rbac.authorization.k8s.io/v1beta1/RoleBindingList;items[]>203
~rbac.v1beta1.RoleList;rbac.authorization.k8s.io/v1beta1/RoleList;items[]>202
~scheduling.v1.PriorityClass;scheduling.k8s.io/v1/PriorityClass;metadata>236
~scheduling.v1.PriorityClassList;scheduling.k8s.io/v1/PriorityClassList;items[]>206
~scheduling.v1beta1.PriorityClass;scheduling.k8s.io/v1beta1/PriorityClass;metadata>236
~scheduling.v1beta1.PriorityClassList;scheduling.k8s.io/v1beta1/PriorityClassList;items[]>208
~storage.v1.CSIDriver;storage.k8s.io/v1/CSIDriver;metadata>236
~storage.v1.CSIDriverList;storage.k8s.io/v1/CSIDriverList;items[]>210
~storage.v1.CSINode;storage.k8s.io/v1/CSINode;metadata>236 spec>214
~storage.v1.CSINodeList;storage.k8s.io/v1/CSINodeList;items[]>212
~storage.v1.CSINodeSpec;;drivers[+name]
~storage.v1.StorageClass;storage.k8s.io/v1/StorageClass;metadata>236
~storage.v1.StorageClassList;storage.k8s.io/v1/StorageClassList;items[]>215
~storage.v1.VolumeAttachment;storage.k8s.io/v1/VolumeAttachment;metadata>236
~storage.v1.VolumeAttachmentList;storage.k8s.io/v1/VolumeAttachmentList;items[]>217
~storage.v1beta1.CSIDriver;storage.k8s.io/v1beta1/CSIDriver;metadata>236
~storage.v1beta1.CSIDriverList;storage.k8s.io/v1beta1/CSIDriverList;items[]>219
~storage.v1beta1.CSINode;storage.k8s.io/v1beta1/CSINode;metadata>236 spec>223
~storage.v1beta1.CSINodeList;storage.k8s.io/v1beta1/CSINodeList;items[]>221
~storage.v1beta1.CSINodeSpec;;drivers[+name]
~storage.v1beta1.CSIStorageCapacity;storage.k8s.io/v1beta1/CSIStorageCapacity;metadata>236 nodeTopology>234
~storage.v1beta1.CSIStorageCapacityList;storage.k8s.io/v1beta1/CSIStorageCapacityList;items[]>224
~storage.v1beta1.StorageClass;storage.k8s.io/v1beta1/StorageClass;metadata>236
~storage.v1beta1.StorageClassList;storage.k8s.io/v1beta1/StorageClassList;items[]>226
~storage.v1beta1.VolumeAttachment;storage.k8s.io/v1beta1/VolumeAttachment;metadata>236
~storage.v1beta1.VolumeAttachmentList;storage.k8s.io/v1beta1/VolumeAttachmentList;items[]>228
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition;apiextensions.k8s.io/v1/CustomResourceDefinition;metadata>236
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionList;apiextensions.k8s.io/v1/CustomResourceDefinitionList;items[]>230
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinition;apiextensions.k8s.io/v1beta1/CustomResourceDefinition;metadata>236
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinitionList;apiextensions.k8s.io/v1beta1/CustomResourceDefinitionList;items[]>232
^meta.v1.LabelSelector;;matchExpressions[]>235
^meta.v1.LabelSelectorRequirement;;
^meta.v1.ObjectMeta;;finalizers[+] ownerReferences[+uid]
io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIService;apiregistration.k8s.io/v1/APIService;metadata>236 status>239
io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceList;apiregistration.k8s.io/v1/APIServiceList;items[]>237
io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceStatus;;conditions[+type]
io.k8s.kube-aggregator.pkg.apis.apiregistration.v1beta1.APIService;apiregistration.k8s.io/v1beta1/APIService;metadata>236 status>242
io.k8s.kube-aggregator.pkg.apis.apiregistration.v1beta1.APIServiceList;apiregistration.k8s.io/v1beta1/APIServiceList;items[]>240
io.k8s.kube-aggregator.pkg.apis.apiregistration.v1beta1.APIServiceStatus;;conditions[+type]
`
