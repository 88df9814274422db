/**
 * What strategic merges need of the Kubernetes OpenAPI v1.21.2, the schema that kustomize v5.8.1 carries.
 *
 * One line per definition, numbered from 0: the types that it describes (group/version/kind, blank
 * separated), a semicolon, then its fields as far as they lead to a list that is merged:
 * `field>N` is an object of definition N, `field[]>N` a list of them that a patch replaces,
 * `field[+key+key]>N` a list that is merged by keys, `field[+]` a list of scalars that is merged.
 */
export const kubernetesSchema = `
;namespaceSelector>234 objectSelector>234
admissionregistration.k8s.io/v1/MutatingWebhookConfiguration;metadata>236 webhooks[+name]>0
admissionregistration.k8s.io/v1/MutatingWebhookConfigurationList;items[]>1
;namespaceSelector>234 objectSelector>234
admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration;metadata>236 webhooks[+name]>3
admissionregistration.k8s.io/v1/ValidatingWebhookConfigurationList;items[]>4
;namespaceSelector>234 objectSelector>234
admissionregistration.k8s.io/v1beta1/MutatingWebhookConfiguration;metadata>236 webhooks[+name]>6
admissionregistration.k8s.io/v1beta1/MutatingWebhookConfigurationList;items[]>7
;namespaceSelector>234 objectSelector>234
admissionregistration.k8s.io/v1beta1/ValidatingWebhookConfiguration;metadata>236 webhooks[+name]>9
admissionregistration.k8s.io/v1beta1/ValidatingWebhookConfigurationList;items[]>10
apps/v1/ControllerRevision;metadata>236
apps/v1/ControllerRevisionList;items[]>12
apps/v1/DaemonSet;metadata>236 spec>16 status>17
apps/v1/DaemonSetList;items[]>14
;selector>234 template>127
;conditions[+type]
apps/v1/Deployment;metadata>236 spec>20 status>21
apps/v1/DeploymentList;items[]>18
;selector>234 template>127
;conditions[+type]
apps/v1/ReplicaSet;metadata>236 spec>24 status>25
apps/v1/ReplicaSetList;items[]>22
;selector>234 template>127
;conditions[+type]
apps/v1/StatefulSet;metadata>236 spec>28 status>29
apps/v1/StatefulSetList;items[]>26
;selector>234 template>127 volumeClaimTemplates[]>112
;conditions[+type]
authentication.k8s.io/v1/TokenRequest;metadata>236
authentication.k8s.io/v1/TokenReview;metadata>236
authentication.k8s.io/v1beta1/TokenReview;metadata>236
authorization.k8s.io/v1/LocalSubjectAccessReview;metadata>236
authorization.k8s.io/v1/SelfSubjectAccessReview;metadata>236
authorization.k8s.io/v1/SelfSubjectRulesReview;metadata>236
authorization.k8s.io/v1/SubjectAccessReview;metadata>236
authorization.k8s.io/v1beta1/LocalSubjectAccessReview;metadata>236
authorization.k8s.io/v1beta1/SelfSubjectAccessReview;metadata>236
authorization.k8s.io/v1beta1/SelfSubjectRulesReview;metadata>236
authorization.k8s.io/v1beta1/SubjectAccessReview;metadata>236
autoscaling/v1/HorizontalPodAutoscaler;metadata>236
autoscaling/v1/HorizontalPodAutoscalerList;items[]>41
autoscaling/v1/Scale;metadata>236
;metricSelector>234
;metricSelector>234
autoscaling/v2beta1/HorizontalPodAutoscaler;metadata>236 spec>48 status>49
autoscaling/v2beta1/HorizontalPodAutoscalerList;items[]>46
;metrics[]>50
;currentMetrics[]>51
;external>44 object>52 pods>54
;external>45 object>53 pods>55
;selector>234
;selector>234
;selector>234
;selector>234
;metric>62
;metric>62
autoscaling/v2beta2/HorizontalPodAutoscaler;metadata>236 spec>60 status>61
autoscaling/v2beta2/HorizontalPodAutoscalerList;items[]>58
;metrics[]>63
;currentMetrics[]>64
;selector>234
;external>56 object>65 pods>67
;external>57 object>66 pods>68
;metric>62
;metric>62
;metric>62
;metric>62
batch/v1/CronJob;metadata>236 spec>71
batch/v1/CronJobList;items[]>69
;jobTemplate>76
batch/v1/Job;metadata>236 spec>74 status>75
batch/v1/JobList;items[]>72
;selector>234 template>127
;conditions[+type]
;metadata>236 spec>74
batch/v1beta1/CronJob;metadata>236 spec>79
batch/v1beta1/CronJobList;items[]>77
;jobTemplate>80
;metadata>236 spec>74
certificates.k8s.io/v1/CertificateSigningRequest;metadata>236
certificates.k8s.io/v1/CertificateSigningRequestList;items[]>81
certificates.k8s.io/v1beta1/CertificateSigningRequest;metadata>236
certificates.k8s.io/v1beta1/CertificateSigningRequestList;items[]>83
coordination.k8s.io/v1/Lease;metadata>236
coordination.k8s.io/v1/LeaseList;items[]>85
coordination.k8s.io/v1beta1/Lease;metadata>236
coordination.k8s.io/v1beta1/LeaseList;items[]>87
;podAffinity>119 podAntiAffinity>121
v1/Binding;metadata>236
v1/ComponentStatus;conditions[+type] metadata>236
v1/ComponentStatusList;items[]>91
v1/ConfigMap;metadata>236
v1/ConfigMapList;items[]>93
;env[+name] ports[+containerPort+protocol] volumeDevices[+devicePath] volumeMounts[+mountPath]
v1/Endpoints;metadata>236
v1/EndpointsList;items[]>96
;env[+name] volumeDevices[+devicePath] volumeMounts[+mountPath]
;volumeClaimTemplate>116
v1/Event;metadata>236
v1/EventList;items[]>100
v1/LimitRange;metadata>236
v1/LimitRangeList;items[]>102
v1/Namespace;metadata>236 status>106
v1/NamespaceList;items[]>104
;conditions[+type]
v1/Node;metadata>236 spec>109 status>110
v1/NodeList;items[]>107
;podCIDRs[+]
;addresses[+type] conditions[+type]
v1/PersistentVolume;metadata>236
v1/PersistentVolumeClaim;metadata>236 spec>114 status>115
v1/PersistentVolumeClaimList;items[]>112
;selector>234
;conditions[+type]
;metadata>236 spec>114
v1/PersistentVolumeList;items[]>111
v1/Pod;metadata>236 spec>123 status>124
;preferredDuringSchedulingIgnoredDuringExecution[]>144 requiredDuringSchedulingIgnoredDuringExecution[]>120
;labelSelector>234 namespaceSelector>234
;preferredDuringSchedulingIgnoredDuringExecution[]>144 requiredDuringSchedulingIgnoredDuringExecution[]>120
v1/PodList;items[]>118
;affinity>89 containers[+name]>95 ephemeralContainers[+name]>98 hostAliases[+ip] imagePullSecrets[+name] initContainers[+name]>95 topologySpreadConstraints[+topologyKey+whenUnsatisfiable]>142 volumes[+name]>143
;conditions[+type] podIPs[+ip]
v1/PodTemplate;metadata>236 template>127
v1/PodTemplateList;items[]>125
;metadata>236 spec>123
v1/ReplicationController;metadata>236 spec>130 status>131
v1/ReplicationControllerList;items[]>128
;template>127
;conditions[+type]
v1/ResourceQuota;metadata>236
v1/ResourceQuotaList;items[]>132
v1/Secret;metadata>236
v1/SecretList;items[]>134
v1/Service;metadata>236 spec>140 status>141
v1/ServiceAccount;metadata>236 secrets[+name]
v1/ServiceAccountList;items[]>137
v1/ServiceList;items[]>136
;ports[+port+protocol]
;conditions[+type]
;labelSelector>234
;ephemeral>99
;podAffinityTerm>120
discovery.k8s.io/v1/EndpointSlice;metadata>236
discovery.k8s.io/v1/EndpointSliceList;items[]>145
discovery.k8s.io/v1beta1/EndpointSlice;metadata>236
discovery.k8s.io/v1beta1/EndpointSliceList;items[]>147
events.k8s.io/v1/Event;metadata>236
events.k8s.io/v1/EventList;items[]>149
events.k8s.io/v1beta1/Event;metadata>236
events.k8s.io/v1beta1/EventList;items[]>151
extensions/v1beta1/Ingress;metadata>236
extensions/v1beta1/IngressList;items[]>153
flowcontrol.apiserver.k8s.io/v1beta1/FlowSchema;metadata>236
flowcontrol.apiserver.k8s.io/v1beta1/FlowSchemaList;items[]>155
flowcontrol.apiserver.k8s.io/v1beta1/PriorityLevelConfiguration;metadata>236
flowcontrol.apiserver.k8s.io/v1beta1/PriorityLevelConfigurationList;items[]>157
networking.k8s.io/v1/Ingress;metadata>236
networking.k8s.io/v1/IngressClass;metadata>236
networking.k8s.io/v1/IngressClassList;items[]>160
networking.k8s.io/v1/IngressList;items[]>159
networking.k8s.io/v1/NetworkPolicy;metadata>236 spec>168
;to[]>167
;from[]>167
networking.k8s.io/v1/NetworkPolicyList;items[]>163
;namespaceSelector>234 podSelector>234
;egress[]>164 ingress[]>165 podSelector>234
networking.k8s.io/v1beta1/Ingress;metadata>236
networking.k8s.io/v1beta1/IngressClass;metadata>236
networking.k8s.io/v1beta1/IngressClassList;items[]>170
networking.k8s.io/v1beta1/IngressList;items[]>169
node.k8s.io/v1/RuntimeClass;metadata>236
node.k8s.io/v1/RuntimeClassList;items[]>173
node.k8s.io/v1beta1/RuntimeClass;metadata>236
node.k8s.io/v1beta1/RuntimeClassList;items[]>175
policy/v1/PodDisruptionBudget;metadata>236 spec>179 status>180
policy/v1/PodDisruptionBudgetList;items[]>177
;selector>234
;conditions[+type]
policy/v1beta1/Eviction;metadata>236
policy/v1beta1/PodDisruptionBudget;metadata>236 spec>184 status>185
policy/v1beta1/PodDisruptionBudgetList;items[]>182
;selector>234
;conditions[+type]
policy/v1beta1/PodSecurityPolicy;metadata>236
policy/v1beta1/PodSecurityPolicyList;items[]>186
;clusterRoleSelectors[]>234
rbac.authorization.k8s.io/v1/ClusterRole;aggregationRule>188 metadata>236
rbac.authorization.k8s.io/v1/ClusterRoleBinding;metadata>236
rbac.authorization.k8s.io/v1/ClusterRoleBindingList;items[]>190
rbac.authorization.k8s.io/v1/ClusterRoleList;items[]>189
rbac.authorization.k8s.io/v1/Role;metadata>236
rbac.authorization.k8s.io/v1/RoleBinding;metadata>236
rbac.authorization.k8s.io/v1/RoleBindingList;items[]>194
rbac.authorization.k8s.io/v1/RoleList;items[]>193
;clusterRoleSelectors[]>234
rbac.authorization.k8s.io/v1beta1/ClusterRole;aggregationRule>197 metadata>236
rbac.authorization.k8s.io/v1beta1/ClusterRoleBinding;metadata>236
rbac.authorization.k8s.io/v1beta1/ClusterRoleBindingList;items[]>199
rbac.authorization.k8s.io/v1beta1/ClusterRoleList;items[]>198
rbac.authorization.k8s.io/v1beta1/Role;metadata>236
rbac.authorization.k8s.io/v1beta1/RoleBinding;metadata>236
rbac.authorization.k8s.io/v1beta1/RoleBindingList;items[]>203
rbac.authorization.k8s.io/v1beta1/RoleList;items[]>202
scheduling.k8s.io/v1/PriorityClass;metadata>236
scheduling.k8s.io/v1/PriorityClassList;items[]>206
scheduling.k8s.io/v1beta1/PriorityClass;metadata>236
scheduling.k8s.io/v1beta1/PriorityClassList;items[]>208
storage.k8s.io/v1/CSIDriver;metadata>236
storage.k8s.io/v1/CSIDriverList;items[]>210
storage.k8s.io/v1/CSINode;metadata>236 spec>214
storage.k8s.io/v1/CSINodeList;items[]>212
;drivers[+name]
storage.k8s.io/v1/StorageClass;metadata>236
storage.k8s.io/v1/StorageClassList;items[]>215
storage.k8s.io/v1/VolumeAttachment;metadata>236
storage.k8s.io/v1/VolumeAttachmentList;items[]>217
storage.k8s.io/v1beta1/CSIDriver;metadata>236
storage.k8s.io/v1beta1/CSIDriverList;items[]>219
storage.k8s.io/v1beta1/CSINode;metadata>236 spec>223
storage.k8s.io/v1beta1/CSINodeList;items[]>221
;drivers[+name]
storage.k8s.io/v1beta1/CSIStorageCapacity;metadata>236 nodeTopology>234
storage.k8s.io/v1beta1/CSIStorageCapacityList;items[]>224
storage.k8s.io/v1beta1/StorageClass;metadata>236
storage.k8s.io/v1beta1/StorageClassList;items[]>226
storage.k8s.io/v1beta1/VolumeAttachment;metadata>236
storage.k8s.io/v1beta1/VolumeAttachmentList;items[]>228
apiextensions.k8s.io/v1/CustomResourceDefinition;metadata>236
apiextensions.k8s.io/v1/CustomResourceDefinitionList;items[]>230
apiextensions.k8s.io/v1beta1/CustomResourceDefinition;metadata>236
apiextensions.k8s.io/v1beta1/CustomResourceDefinitionList;items[]>232
;matchExpressions[]>235
;
;finalizers[+] ownerReferences[+uid]
apiregistration.k8s.io/v1/APIService;metadata>236 status>239
apiregistration.k8s.io/v1/APIServiceList;items[]>237
;conditions[+type]
apiregistration.k8s.io/v1beta1/APIService;metadata>236 status>242
apiregistration.k8s.io/v1beta1/APIServiceList;items[]>240
;conditions[+type]
`
