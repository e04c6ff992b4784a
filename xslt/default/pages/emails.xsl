<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- The e-mails that were sent to the account, the latest first. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/list.xsl"/>
  <xsl:import href="../components/fact.xsl"/>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'emails']" mode="list"/>
  </xsl:template>

  <xsl:template match="section[@name = 'emails']" mode="columns">
    <th scope="col"><xsl:value-of select="cd:text('column.subject')"/></th>
    <th scope="col"><xsl:value-of select="cd:text('column.recipient')"/></th>
    <th scope="col"><xsl:value-of select="cd:text('column.category')"/></th>
    <th scope="col"><xsl:value-of select="cd:text('column.sent')"/></th>
  </xsl:template>

  <xsl:template match="email" mode="row">
    <tr>
      <th scope="row">
        <xsl:apply-templates select="@subject" mode="link">
          <xsl:with-param name="href" select="cd:url('email', @id)"/>
        </xsl:apply-templates>
      </th>
      <td data-label="{cd:text('column.recipient')}"><xsl:apply-templates select="@recipient" mode="address"/></td>
      <td data-label="{cd:text('column.category')}"><xsl:value-of select="cd:text(concat('email.category.', @category))"/></td>
      <td class="nowrap" data-label="{cd:text('column.sent')}">
        <time datetime="{@sent}"><xsl:value-of select="cd:date(@sent, 'datetime')"/></time>
      </td>
    </tr>
  </xsl:template>

</xsl:stylesheet>
